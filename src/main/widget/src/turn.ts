import type { Place, Problem } from './api.js';
import type { Draft, Mark } from './markdown.js';
import type { Answer, Citation, Rating } from './wire.js';

export type Phase = 'connecting' | 'retrieving' | 'reading' | 'generating' | 'done' | 'stopped' | 'failed';

/** A question with what has come of it. */
export interface Turn {
  readonly key: number;
  readonly question: string;
  /** What the question follows, where that is not the last answer: an answer's id, or '' for the beginning. */
  parent: string | undefined;
  phase: Phase;
  answer: Answer | null;
  problem: Problem | null;
  readonly place: Place;
  reconnecting: boolean;
  /** What has come of the answer by now, with its footnotes. */
  text: string;
  marks: Mark[];
  cited: Citation[];
  sources: number;
  rating: Rating | null;
  feedback: 'closed' | 'open' | 'sent' | 'failed';
  copied: boolean | null;
  /** Which of its lists of passages have been opened; the others are not even made. */
  readonly listed: Set<string>;
  /** The elements that show its text while it is written. */
  draft: Draft | null;
  /** The elements that show its whole text. */
  prose: HTMLElement | null;
  /** What is said about the documents' disagreement, if they do. */
  disagreement: Node[] | null;
}

let keys = 0;

export function asked(question: string, parent?: string): Turn {
  return { key: ++keys, question, parent, phase: 'connecting', answer: null, problem: null, place: { answer: null, seen: null, conversation: null },
    reconnecting: false, text: '', marks: [], cited: [], sources: 0, rating: null, feedback: 'closed', copied: null, listed: new Set(),
    draft: null, prose: null, disagreement: null };
}

export function answered(question: string, answer: Answer, rating: Rating | null): Turn {
  return { ...asked(question), phase: 'done', answer, rating };
}
