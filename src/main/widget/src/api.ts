import { createParser } from 'eventsource-parser';
import { stringify } from './json.js';
import { Visitor } from './visitor.js';
import type { AskBody, ConversationSummary, Documents, Rating, Scope, SourceDocument, WholeConversation } from './wire.js';

/** Why the service gave no answer. Its message is the service's own, empty where it gave none. */
export class Problem extends Error {
  /**
   * @param status of HTTP; 0: the service was not reached, or the connection was lost for good
   * @param retryAt when to try again, in milliseconds since the epoch; 0: not said
   * @param final whether it is what came of the answer, so that nothing more is to be had of it
   */
  constructor(readonly status: number, message = '', readonly title = '', readonly retryAt = 0, readonly final = false) {
    super(message);
  }
}

export type Listener = (event: string, data: Record<string, unknown>) => void;

/** How far an answer has come: enough to go on with it after the connection, or the page, was lost. */
export interface Place {
  answer: string | null;
  seen: string | null;
  /** The conversation that it belongs to, which is kept once the answer is complete. */
  conversation: string | null;
}

const JSON_TYPES = 'application/json, application/problem+json';
/** The service sends something every 15 seconds; three times that in silence is a dead connection. */
const SILENCE = 45_000;
/** For how many seconds the service goes on with an answer that nobody listens to: as long as it may take to come back to it. */
const LINGER = 30;
const RECONNECT_AFTER = [250, 1_000, 2_000, 4_000, 8_000, 15_000];

const wait = (milliseconds: number, signal: AbortSignal) => new Promise<void>((resolve, reject) => {
  const timer = setTimeout(done, milliseconds);
  function done() {
    clearTimeout(timer);
    removeEventListener('online', done);
    signal.removeEventListener('abort', done);
    signal.aborted ? reject(signal.reason) : resolve();
  }
  addEventListener('online', done);
  signal.addEventListener('abort', done);
});

/** The service's routes. Every failure is a Problem, or an AbortError where the caller gave up. */
export class Api {
  private visitor: Visitor | null = null;
  private visitorsKey: string | null = null;

  /**
   * @param bearer gives the token to send, if there is one
   * @param key gives the widget's key, which is exchanged for a token where there is none
   */
  constructor(readonly server: string, private readonly bearer: () => string | null | Promise<string | null>,
    private readonly key: () => string | null = () => null) {}

  private async authorization(): Promise<string | null> {
    let given;
    try {
      given = await this.bearer();
    } catch (error) {
      console.error(error); // the page's own function fails: as a rule because it has no connection either
      throw new Problem(0);
    }
    const key = this.key();
    if (given || !key) return given;
    if (this.visitorsKey !== key) {
      this.visitorsKey = key;
      this.visitor = new Visitor(key, async body => (await this.fetch('/v1/visitors', { method: 'POST', body,
        headers: { 'Content-Type': 'application/json', Accept: JSON_TYPES } })).json());
    }
    return this.visitor!.bearer();
  }

  /** Asks, and goes on behind a lost connection until the answer is complete. */
  async ask(body: AskBody, place: Place, listen: Listener, reconnecting: (now: boolean) => void, signal: AbortSignal): Promise<void> {
    const response = await this.send('/v1/ask', { method: 'POST', body: stringify({ ...body, linger: LINGER }), signal,
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' } });
    if (await this.read(response, place, listen, signal)) return;
    await this.resume(place, listen, reconnecting, signal);
  }

  /** Goes on with an answer behind the last event that was seen. */
  async resume(place: Place, listen: Listener, reconnecting: (now: boolean) => void, signal: AbortSignal): Promise<void> {
    for (const delay of RECONNECT_AFTER) {
      if (!place.answer) break;
      reconnecting(true);
      await wait(delay, signal);
      try {
        const response = await this.send(`/v1/answers/${encodeURIComponent(place.answer)}/events`, { signal,
          headers: { Accept: 'text/event-stream', ...(place.seen && { 'Last-Event-ID': place.seen }) } });
        reconnecting(false);
        if (await this.read(response, place, listen, signal)) return;
      } catch (error) {
        if (!(error instanceof Problem && !error.final && (error.status === 0 || error.status >= 502))) throw error;
      }
    }
    throw new Problem(0);
  }

  /** Reads events; tells whether the last one came. */
  private async read(response: Response, place: Place, listen: Listener, signal: AbortSignal): Promise<boolean> {
    if (!response.body || !/^text\/event-stream/.test(response.headers.get('Content-Type') ?? '')) {
      const whole = await response.json().catch(() => null);
      if (!whole?.id) throw new Problem(response.status);
      listen('answer.completed', whole);
      return true;
    }
    let complete = false;
    const parser = createParser({
      onEvent: ({ event, data, id }) => {
        let parsed;
        try {
          parsed = JSON.parse(data);
        } catch {
          return; // a heartbeat or an event of a kind to come
        }
        place.seen = id ?? place.seen;
        if (event === 'meta') place.answer = String(parsed.id);
        if (event === 'error') throw new Problem(parsed.status ?? 500, parsed.detail ?? '', parsed.title ?? '', 0, true);
        complete ||= event === 'answer.completed';
        listen(event ?? '', parsed);
      },
    });
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let silence = 0;
    try {
      for (;;) {
        silence = setTimeout(() => void reader.cancel().catch(() => {}), SILENCE);
        const { done, value } = await reader.read();
        clearTimeout(silence);
        if (done) return complete;
        parser.feed(decoder.decode(value, { stream: true }));
        if (complete) return true;
      }
    } catch (error) {
      if (signal.aborted || error instanceof Problem) throw error;
      return complete; // the connection was lost
    } finally {
      clearTimeout(silence);
      reader.cancel().catch(() => {});
    }
  }

  /** Calls an answer off that is being written. */
  async stop(answer: string): Promise<void> {
    await this.send(`/v1/answers/${encodeURIComponent(answer)}`, { method: 'DELETE', keepalive: true });
  }

  suggestions(scope: Scope, asked: string[], signal?: AbortSignal): Promise<{ suggestions: { question: string }[] }> {
    return this.json('/v1/suggestions', { method: 'POST', body: stringify({ ...scope, asked }), ...(signal && { signal }) });
  }

  document(id: string, version?: string | null): Promise<SourceDocument> {
    return this.json(`/v1/documents/${encodeURIComponent(id)}${version ? `?version=${encodeURIComponent(version)}` : ''}`);
  }

  documents(cursor?: string | null): Promise<Documents> {
    return this.json(`/v1/documents?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
  }

  conversations(cursor?: string | null): Promise<{ conversations: ConversationSummary[]; next_cursor?: string | null }> {
    return this.json(`/v1/conversations?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
  }

  conversation(id: string): Promise<WholeConversation> {
    return this.json(`/v1/conversations/${encodeURIComponent(id)}`);
  }

  async rename(id: string, title: string): Promise<void> {
    await this.json(`/v1/conversations/${encodeURIComponent(id)}`, { method: 'PATCH', body: stringify({ title }) });
  }

  async forget(id: string): Promise<void> {
    await this.send(`/v1/conversations/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  async rate(answer: string, rating: Rating, reason?: string, comment?: string): Promise<void> {
    await this.send('/v1/feedback', { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: stringify({ answer_id: answer, rating, ...(reason && { reason }), ...(comment && { comment }) }) });
  }

  /** Begins a session of this browser on the service's own page. */
  async begin(key: string): Promise<void> {
    await this.fetch('/v1/session', { method: 'POST', body: stringify({ key }),
      headers: { 'Content-Type': 'application/json', Accept: JSON_TYPES } });
  }

  /** Tells with which key a session has begun in this browser; null: with none. */
  async session(): Promise<string | null> {
    return (await this.json<{ key?: string | null }>('/v1/session')).key ?? null;
  }

  /** Ends the session of this browser. */
  async end(): Promise<void> {
    await this.fetch('/v1/session', { method: 'DELETE' });
  }

  private async json<T>(path: string, options: RequestInit = {}): Promise<T> {
    const response = await this.send(path, { ...options,
      headers: { Accept: JSON_TYPES, ...(options.body && { 'Content-Type': 'application/json' }) } });
    try {
      return await response.json();
    } catch {
      throw new Problem(response.status);
    }
  }

  private async send(path: string, options: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    const bearer = await this.authorization();
    return this.fetch(path, { ...options, headers: { ...options.headers, ...(bearer && { Authorization: `Bearer ${bearer}` }) } });
  }

  private async fetch(path: string, options: RequestInit): Promise<Response> {
    let response;
    try {
      response = await fetch(this.server + path, options);
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new Problem(0);
    }
    if (response.ok) return response;
    const body = await response.json().catch(() => ({}));
    throw new Problem(response.status, body.detail ?? '', body.title ?? '', retryAt(response.headers.get('Retry-After')));
  }
}

function retryAt(header: string | null): number {
  if (!header) return 0;
  return /^\d+$/.test(header) ? Date.now() + Number(header) * 1000 : Date.parse(header) || 0;
}
