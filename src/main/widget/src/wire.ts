/** What the service sends; see "The API" in the README. Fields that older or other services leave out are optional. */

export interface Citation {
  index: number;
  document_id: string;
  path?: string | null;
  content_hash?: string | null;
  title?: string | null;
  uri?: string | null;
  source_url?: string | null;
  heading_path?: string[] | null;
  page?: number | null;
  start: number;
  end: number;
  quote: string;
  sentence?: number | null;
}

export interface Sentence {
  start: number;
  end: number;
  citations?: number[];
  support?: number;
}

export interface Answer {
  id: string;
  conversation_id?: string | null;
  status: 'answered' | 'partial' | 'not_found' | 'conversational';
  question: string;
  understood_as?: string | null;
  short_answer?: string | null;
  answer: string;
  sentences?: Sentence[];
  citations?: Citation[];
  citations_dropped?: number;
  alternatives?: { short_answer: string; citation: number }[];
  unanswered?: string[];
  nearest?: Citation[];
  finish_reason?: 'complete' | 'truncated' | 'cancelled';
  interruption?: string | null;
  index_state?: string;
  backend?: string;
  fallback?: boolean;
}

export interface Scope {
  collections?: string[];
  documents?: string[];
  folders?: string[];
  metadata?: Record<string, string | string[]>;
  date_from?: string;
  date_to?: string;
}

export interface AskBody extends Scope {
  question: string;
  conversation_id?: string;
  parent_id?: string;
}

export interface ConversationSummary {
  id: string;
  title: string;
  updated: string;
}

export interface WholeConversation extends ConversationSummary {
  turns: { parent_id?: string | null; feedback?: { rating: Rating } | null; answer: Answer }[];
}

export interface DocumentSummary {
  id: string;
  title?: string | null;
  path?: string | null;
  length?: number;
}

export interface Documents {
  documents: DocumentSummary[];
  next_cursor?: string | null;
  index_state?: string;
}

export interface SourceDocument {
  id: string;
  title?: string | null;
  path?: string | null;
  uri?: string | null;
  date?: string | null;
  content_hash: string;
  text: string;
  headings?: { start: number; end: number; level: number }[];
  /** How ranges of the text were set in the original: outer ones before those within them. */
  markup?: { start: number; end: number; kind: string; target?: string | null }[];
  current?: boolean;
}

export type Rating = 'up' | 'down';
