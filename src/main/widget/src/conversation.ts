import { Problem, type Api } from './api.js';
import { stringify } from './json.js';
import type { Settings } from './surroundings.js';
import { answered, asked, type Phase, type Turn } from './turn.js';
import type { Answer, Citation, Rating } from './wire.js';

/** What shows a conversation. */
export interface Screen {
  /** A question was put. */
  asked(question: string): void;
  /** An answer is to come. */
  begun(): void;
  /** Something has changed. */
  redraw(): void;
  /** The whole answer is there. */
  completed(turn: Turn, answer: Answer): void;
  /** Resolves once all of the turn is on the screen. */
  settled(turn: Turn): Promise<void>;
  stopped(): void;
  failed(problem: Problem): void;
  /** Nothing more comes of the turn for now. */
  ended(turn: Turn): void;
}

/** How a conversation is kept in the tab's storage. */
interface Stored {
  conversation: string | null;
  turns: { question: string; answer: Answer; rating: Rating | null }[];
  pending: { question: string; parent?: string | undefined; answer: string | null; conversation?: string | null } | null;
}

export const LONGEST_QUESTION = 2_000;
const MOST_STORED = 40;

/** Questions and what comes of them, one after the other. It remembers itself for as long as the browser's tab lives. */
export class Conversation {
  id: string | null = null;
  turns: Turn[] = [];
  /** How far the service's index was when it answered last. */
  indexState = '';
  private abort: AbortController | null = null;

  constructor(private readonly api: Api, private readonly settings: Settings, private readonly screen: Screen) {}

  get last(): Turn | undefined {
    return this.turns.at(-1);
  }

  /** Whether an answer is to come. */
  get busy(): boolean {
    return this.abort !== null;
  }

  /** Whether it is a question that can be asked now. */
  takes(question: string): boolean {
    return question !== '' && question.length <= LONGEST_QUESTION && !this.busy;
  }

  /**
   * Asks. Resolves once the answer is complete, or has failed.
   *
   * @param parent what the question follows, where that is not the last answer: an answer's id, or '' for the beginning
   */
  async ask(text: string, parent?: string): Promise<void> {
    const question = text.trim();
    if (!this.takes(question)) return;
    const turn = asked(question, parent);
    this.turns.push(turn);
    this.screen.asked(question);
    await this.answer(turn);
  }

  /** Asks the last question again, as it was or in other words, in the place of what came of it. */
  async replaceLast(question: string): Promise<void> {
    if (this.busy) return;
    const replaced = this.turns.pop();
    await this.ask(question, replaced && this.parent(replaced));
  }

  /** Tries again what failed or was stopped. */
  async again(turn: Turn): Promise<void> {
    if (this.busy) return;
    if (turn.phase === 'stopped') {
      turn.parent = this.parent(turn);
      turn.place.answer = null;
    }
    await this.answer(turn);
  }

  /** What a question follows that takes a turn's place. The service also keeps what was written until a turn was stopped. */
  private parent(turn: Turn): string | undefined {
    if (!this.id || !turn.answer && turn.phase !== 'stopped') return turn.parent;
    return [...this.turns].reverse().find(({ answer }) => answer)?.answer!.id ?? ''; // behind what failed or was stopped
  }

  /** Ends what is being answered; the service would go on for a while for whoever lost the connection. */
  stop(): void {
    this.abort?.abort();
    const answer = this.busy ? this.last?.place.answer : null;
    if (answer) this.api.stop(answer).catch(() => {}); // ended by itself, or out of reach: then it soon ends anyway
  }

  /**
   * Becomes a conversation that the service keeps; null: a new one.
   *
   * @return whether it is that one now, and has not become another meanwhile
   */
  async become(id: string | null): Promise<boolean> {
    if (id && id === this.id && this.busy) return true; // what is being answered in it goes on
    this.stop();
    this.abort = null; // it need not wait until what was stopped has ended
    this.turns = [];
    this.id = id;
    if (id) {
      const whole = await this.api.conversation(id).catch((error: unknown) => {
        if (this.id === id) this.id = null;
        throw error;
      });
      if (this.id !== id) return false;
      const byId = new Map(whole.turns.map(turn => [turn.answer.id, turn]));
      for (let turn = whole.turns.at(-1); turn; turn = turn.parent_id ? byId.get(turn.parent_id) : undefined) {
        this.turns.unshift(answered(turn.answer.question, turn.answer, turn.feedback?.rating ?? null));
      }
    }
    this.store();
    return true;
  }

  private async answer(turn: Turn): Promise<void> {
    const abort = this.abort = new AbortController();
    Object.assign(turn, { phase: 'connecting', problem: null, text: '', marks: [], cited: [], sources: 0, draft: null });
    turn.place.seen = null; // the events come again from the first
    this.screen.begun();
    try {
      await (turn.place.answer ? this.resume(turn, abort.signal) : this.request(turn, abort.signal));
      await this.screen.settled(turn);
    } catch (error) {
      if (abort.signal.aborted) {
        turn.phase = 'stopped';
        if (this.abort === abort) this.screen.stopped();
      } else {
        this.fail(turn, error instanceof Problem ? error : new Problem(500));
      }
    } finally {
      turn.reconnecting = false;
      if (this.abort === abort) this.abort = null;
    }
    if (!this.turns.includes(turn)) return;
    this.store();
    this.screen.ended(turn);
  }

  private async request(turn: Turn, signal: AbortSignal): Promise<void> {
    const ask = () => this.api.ask({ ...this.settings.scope, question: turn.question,
      ...(this.id && { conversation_id: this.id, ...(turn.parent !== undefined && { parent_id: turn.parent }) }) },
    turn.place, this.listener(turn), this.reconnecting(turn), signal);
    await ask().catch((error: unknown) => {
      if (turn.place.answer) return this.recover(turn, error, signal);
      // It was never kept, or is not any more: then the question begins another
      if (!(error instanceof Problem && error.status === 404 && this.id)) throw error;
      this.id = null;
      return ask();
    });
  }

  private async resume(turn: Turn, signal: AbortSignal): Promise<void> {
    await this.api.resume(turn.place, this.listener(turn), this.reconnecting(turn), signal).catch((error: unknown) => this.recover(turn, error, signal));
  }

  /** An answer whose events are gone may still be in the conversation. */
  private async recover(turn: Turn, error: unknown, signal: AbortSignal): Promise<void> {
    if (!(error instanceof Problem && error.status === 404) || error.final) throw error;
    turn.reconnecting = false;
    const id = turn.place.conversation ?? this.id, whole = id ? await this.api.conversation(id).catch(() => null) : null;
    signal.throwIfAborted();
    const found = whole?.turns.find(({ answer }) => answer.id === turn.place.answer);
    turn.place.answer = null;
    if (!found) throw new Problem(410);
    this.complete(turn, found.answer);
  }

  private fail(turn: Turn, problem: Problem): void {
    turn.phase = 'failed';
    turn.problem = problem;
    // A service that was reached and refused has no answer to go on with
    if (problem.status !== 0) turn.place.answer = null;
    // A conversation is kept once it has an answer
    if (turn.parent === undefined && !this.turns.some(({ answer }) => answer)) this.id = null;
    this.screen.failed(problem);
  }

  private reconnecting(turn: Turn): (now: boolean) => void {
    return now => {
      turn.reconnecting = now;
      this.screen.redraw();
    };
  }

  private listener(turn: Turn): (event: string, data: Record<string, unknown>) => void {
    return (event, data) => {
      switch (event) {
        case 'meta':
          turn.place.conversation = (data['conversation_id'] as string | undefined) ?? null;
          this.id = turn.place.conversation ?? this.id;
          this.store();
          break;
        case 'status':
          if (['retrieving', 'reading', 'generating'].includes(String(data['status']))) turn.phase = data['status'] as Phase;
          break;
        case 'sources':
          turn.sources = (data['sources'] as unknown[] | undefined)?.length ?? 0;
          break;
        case 'answer.delta':
          turn.text += String(data['text'] ?? '');
          break;
        case 'citation':
          turn.cited.push(data as unknown as Citation);
          if (typeof data['after'] === 'number') turn.marks.push({ index: Number(data['index']), after: data['after'] });
          break;
        case 'answer.completed':
          this.complete(turn, data as unknown as Answer);
          return;
        default:
          return; // of a kind to come
      }
      this.screen.redraw();
    };
  }

  private complete(turn: Turn, answer: Answer): void {
    turn.phase = 'done';
    turn.answer = answer;
    this.id = answer.conversation_id ?? this.id;
    this.indexState = answer.index_state ?? '';
    this.screen.completed(turn, answer);
  }

  // ---- what is remembered ----------------------------------------------------------------------------------------------------------

  /** Keeps it for as long as the browser's tab lives. */
  store(): void {
    const pending = this.busy ? this.last : undefined;
    const stored: Stored = { conversation: this.id,
      turns: this.turns.filter(turn => turn.answer && turn.phase === 'done').slice(-MOST_STORED)
        .map(({ question, answer, rating }) => ({ question, answer: answer!, rating })),
      pending: pending && pending.phase !== 'done' ? { question: pending.question, parent: pending.parent, answer: pending.place.answer, conversation: pending.place.conversation } : null };
    try {
      sessionStorage.setItem(this.settings.storage, stringify(stored));
    } catch {
      // No room, or not allowed: the conversation then ends with the page
    }
  }

  /** Becomes what was kept, and goes on with what was being answered. */
  restore(): void {
    let stored: Stored | null = null;
    try {
      stored = JSON.parse(sessionStorage.getItem(this.settings.storage) ?? 'null');
    } catch {
      return;
    }
    if (!stored || !Array.isArray(stored.turns)) return;
    this.id = stored.conversation;
    this.turns = stored.turns.map(({ question, answer, rating }) => answered(question, answer, rating));
    if (stored.pending) {
      const turn = asked(stored.pending.question, stored.pending.parent);
      turn.place.answer = stored.pending.answer;
      turn.place.conversation = stored.pending.conversation ?? null;
      this.turns.push(turn);
      if (turn.place.answer) void this.answer(turn);
      else this.fail(turn, new Problem(0));
    }
  }
}
