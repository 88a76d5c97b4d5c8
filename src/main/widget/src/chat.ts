import { html, nothing, render, svg, type TemplateResult } from 'lit/html.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { Api, Problem, type Place } from './api.js';
import css from './chat.css?text';
import documentCss from './document.css?text';
import { stringify } from './json.js';
import { answerNodes, Draft, settle, warm, type Mark } from './markdown.js';
import { reachable, showText, webAddress } from './source.js';
import { Catalogue, type TextKey, type Texts } from './texts.js';
import type { Answer, Citation, Rating, Scope, SourceDocument } from './wire.js';

export { Api, Problem } from './api.js';
export { element, showText, webAddress } from './source.js';
export { Catalogue } from './texts.js';

/** What the element around a chat tells it. What is a getter may change while the chat lives. */
export interface Settings {
  readonly mode: 'launcher' | 'inline' | 'panel' | 'page';
  readonly server: string;
  readonly bearer: () => string | null | Promise<string | null>;
  readonly key: () => string | null;
  /** The name under which the conversation is kept in the tab's storage. */
  readonly storage: string;
  readonly scope: Scope;
  readonly language: string;
  readonly texts: Partial<Texts>;
  readonly launcher: () => HTMLElement | null;
  readonly adopt: (css: string) => void;
}

type Phase = 'connecting' | 'retrieving' | 'reading' | 'generating' | 'done' | 'stopped' | 'failed';

/** A question with what has come of it. */
interface Turn {
  readonly key: number;
  readonly question: string;
  /** What the question follows, where that is not the last answer: an answer's id, or '' for the beginning. */
  readonly parent: string | undefined;
  phase: Phase;
  answer: Answer | null;
  prose: HTMLElement | null;
  /** What is said about the documents' disagreement, if they do. */
  disagreement: Node[] | null;
  problem: Problem | null;
  readonly place: Place;
  reconnecting: boolean;
  text: string;
  marks: Mark[];
  cited: Citation[];
  sources: number;
  draft: Draft | null;
  rating: Rating | null;
  feedback: 'closed' | 'open' | 'sent' | 'failed';
  copied: boolean | null;
  /** Which of its lists of passages have been opened; the others are not even made. */
  readonly listed: Set<string>;
}

interface Opened {
  citation: Citation;
  all: Citation[];
  from: HTMLElement;
  source: SourceDocument | null;
  problem: Problem | null;
}

interface Stored {
  conversation: string | null;
  turns: { question: string; answer: Answer; rating: Rating | null }[];
  pending: { question: string; answer: string | null } | null;
}

const LONGEST_QUESTION = 2_000;
const COUNTED_FROM = 1_800;
const MOST_STORED = 40;
const SETTLED_AT_ONCE = 3_000; // characters of an answer that takes its draft's place in one task
const REASONS = ['wrong', 'incomplete', 'source', 'other'] as const;

const icon = (path: string) => html`<svg viewBox="0 0 20 20" aria-hidden="true">${svg`<path d=${path}></path>`}</svg>`;
const ICONS = {
  send: 'M10 16V4M4.5 9.5 10 4l5.5 5.5',
  stop: 'M6 6h8v8H6z',
  close: 'm5 5 10 10M15 5 5 15',
  add: 'M10 4v12M4 10h12',
  copy: 'M7 7V4h9v9h-3M4 7h9v9H4z',
  up: 'M6 9v7H3.5V9zm0 0 3.5-6c1.4 0 2 1 1.7 2.3L10.7 8H15c1 0 1.6.9 1.3 1.900l-1.5 5A1.5 1.5 0 0 1 13.4 16H6',
  down: 'M14 11V4h2.500v7zm0 0-3.5 6c-1.4 0-2-1-1.7-2.300L9.3 12H5c-1 0-1.6-.9-1.3-1.900l1.5-5A1.5 1.5 0 0 1 6.6 4H14',
  again: 'M15.5 8A6 6 0 1 0 16 11M16 4v4h-4',
  edit: 'M4 16l.8-3.500L13 4.300l2.7 2.7-8.2 8.200z',
};

const shorten = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, length).replace(/[\s\p{P}]*\S{0,24}$/u, '')}…`;
const quoted = (text: string, length: number) => `“${shorten(text.replace(/\s+/g, ' ').trim(), length)}”`;
const folded = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');

let keys = 0;

/** A conversation on the screen: it draws into a shadow root, and remembers itself for as long as the browser's tab lives. */
export class Chat {
  visible = false;
  conversation: string | null = null;
  private readonly api: Api;
  private readonly panel = document.createElement('div');
  private readonly sourceBox = document.createElement('div');
  private readonly phone = matchMedia('(max-width: 30rem)');
  private readonly wide = matchMedia('(min-width: 64rem)');
  private texts: Catalogue;
  private turns: Turn[] = [];
  private abort: AbortController | null = null;
  private suggestions: string[] = [];
  private suggested = false;
  private draft = '';
  private editing = false;
  private opened: Opened | null = null;
  private card: { citation: Citation; from: HTMLElement } | null = null;
  private cardTimer = 0;
  private countdown = 0;
  private spoken = '';
  private indexState = '';
  private scheduled = false;

  constructor(private readonly host: HTMLElement, private readonly root: ShadowRoot, private readonly settings: Settings) {
    this.api = new Api(settings.server, settings.bearer, settings.key);
    this.texts = this.catalogue();
    settings.adopt(documentCss + css);
    this.panel.className = 'panel';
    this.panel.id = 'panel';
    this.panel.setAttribute('part', 'panel');
    this.panel.hidden = true;
    this.panel.addEventListener('keydown', event => this.key(event));
    this.sourceBox.className = 'text';
    this.sourceBox.tabIndex = 0;
    this.sourceBox.setAttribute('role', 'region');
    root.append(this.panel);
    settings.launcher()?.setAttribute('aria-controls', 'panel');
    for (const event of ['online', 'offline'] as const) addEventListener(event, this.redraw);
    this.phone.addEventListener('change', this.redraw);
    this.wide.addEventListener('change', this.redraw);
    window.visualViewport?.addEventListener('resize', this.fit);
    window.visualViewport?.addEventListener('scroll', this.fit);
    this.restore();
    if (!this.modal) this.show();
  }

  // ---- the outside -----------------------------------------------------------------------------------------------------------------

  /** Whether it comes and goes over the page. */
  private get modal(): boolean {
    return this.settings.mode === 'launcher' || this.settings.mode === 'panel';
  }

  open(): void {
    if (!this.visible) this.show();
    this.input?.focus({ preventScroll: true });
  }

  private show(): void {
    this.visible = true;
    this.panel.hidden = false;
    this.settings.launcher()?.setAttribute('aria-expanded', 'true');
    this.host.toggleAttribute('open', true);
    this.fit();
    this.draw();
    this.toEnd();
    if (!this.suggested) void this.suggestFirst();
    setTimeout(warm, 200);
    this.emit('open', {});
  }

  close(): void {
    if (!this.visible || !this.modal) return;
    this.closeSource();
    this.hideCard();
    this.visible = false;
    this.panel.hidden = true;
    this.host.toggleAttribute('open', false);
    this.settings.launcher()?.setAttribute('aria-expanded', 'false');
    this.settings.launcher()?.focus({ preventScroll: true });
    this.emit('close', {});
  }

  /** What the element was told has changed. */
  update(): void {
    this.texts = this.catalogue();
    this.redraw();
  }

  destroy(): void {
    this.stop();
    clearInterval(this.countdown);
    for (const event of ['online', 'offline'] as const) removeEventListener(event, this.redraw);
    window.visualViewport?.removeEventListener('resize', this.fit);
    window.visualViewport?.removeEventListener('scroll', this.fit);
    this.panel.remove();
  }

  /** Shows a conversation that the service keeps; null: begins a new one. */
  async showConversation(id: string | null): Promise<void> {
    this.stop();
    this.closeSource();
    this.turns = [];
    this.conversation = id;
    this.suggestions = [];
    this.editing = false;
    if (id) {
      const whole = await this.api.conversation(id);
      if (this.conversation !== id) return;
      const byId = new Map(whole.turns.map(turn => [turn.answer.id, turn]));
      for (let turn = whole.turns.at(-1); turn; turn = turn.parent_id ? byId.get(turn.parent_id) : undefined) {
        this.turns.unshift(this.answered(turn.answer.question, turn.answer, turn.feedback?.rating ?? null));
      }
    }
    this.store();
    this.draw();
    this.toEnd();
    reachable(this.panel);
    if (!id) {
      this.input?.focus({ preventScroll: true });
      void this.suggestFirst();
    }
  }

  private emit(name: string, detail: Record<string, unknown>): void {
    this.host.dispatchEvent(new CustomEvent(`footnote-${name}`, { bubbles: true, composed: true, detail }));
  }

  private catalogue(): Catalogue {
    return new Catalogue(this.settings.language || 'en', this.settings.texts);
  }

  // ---- asking ----------------------------------------------------------------------------------------------------------------------

  private get last(): Turn | undefined {
    return this.turns.at(-1);
  }

  private get busy(): boolean {
    return this.abort !== null;
  }

  async ask(text: string, parent?: string): Promise<void> {
    const question = text.trim();
    if (!question || this.busy || question.length > LONGEST_QUESTION) return;
    const turn = this.turn(question, parent);
    this.turns.push(turn);
    this.suggestions = [];
    this.emit('question', { question });
    await this.answer(turn);
  }

  /** Asks the last question again, as it was or in other words, in the place of what came of it. */
  private async replaceLast(question: string): Promise<void> {
    if (this.busy) return;
    const replaced = this.turns.pop();
    const before = this.last?.answer;
    await this.ask(question, replaced?.answer && this.conversation ? before?.id ?? '' : replaced?.parent);
  }

  private turn(question: string, parent?: string): Turn {
    return { key: ++keys, question, parent, phase: 'connecting', answer: null, prose: null, disagreement: null, problem: null, place: { answer: null, seen: null },
      reconnecting: false, text: '', marks: [], cited: [], sources: 0, draft: null, rating: null, feedback: 'closed', copied: null, listed: new Set() };
  }

  private answered(question: string, answer: Answer, rating: Rating | null): Turn {
    return { ...this.turn(question), phase: 'done', answer, rating };
  }

  private async answer(turn: Turn): Promise<void> {
    const abort = this.abort = new AbortController();
    Object.assign(turn, { phase: 'connecting', problem: null, text: '', marks: [], cited: [], sources: 0, draft: null });
    this.spoken = '';
    this.draw();
    this.toEnd();
    const listen = (event: string, data: Record<string, unknown>) => this.hear(turn, event, data);
    const reconnecting = (now: boolean) => {
      turn.reconnecting = now;
      this.redraw();
    };
    try {
      if (turn.place.answer) {
        turn.place.seen = null; // the events come again from the first
        await this.api.resume(turn.place, listen, reconnecting, abort.signal).catch((error: unknown) => this.recover(turn, error));
      } else {
        await this.api.ask({ ...this.settings.scope, question: turn.question,
          ...(this.conversation && { conversation_id: this.conversation, ...(turn.parent !== undefined && { parent_id: turn.parent }) }) },
        turn.place, listen, reconnecting, abort.signal);
      }
      await this.settle(turn);
    } catch (error) {
      if (abort.signal.aborted) {
        turn.phase = 'stopped';
        this.spoken = this.texts.text('stopped');
      } else {
        this.fail(turn, error instanceof Problem ? error : new Problem(500));
      }
    } finally {
      turn.reconnecting = false;
      if (this.abort === abort) this.abort = null;
    }
    if (!this.turns.includes(turn)) return;
    this.store();
    const hadFocus = this.panel.contains(this.root.activeElement) && this.root.activeElement !== this.input;
    this.draw();
    if (hadFocus && !this.root.activeElement) this.input?.focus({ preventScroll: true });
    this.reveal();
    reachable(this.panel);
    if (turn.phase === 'done') void this.suggestNext(turn);
  }

  /** An answer whose events are gone may still be in the conversation. */
  private async recover(turn: Turn, error: unknown): Promise<void> {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    turn.reconnecting = false;
    const whole = this.conversation ? await this.api.conversation(this.conversation).catch(() => null) : null;
    const found = whole?.turns.find(({ answer }) => answer.id === turn.place.answer);
    turn.place.answer = null;
    if (!found) throw new Problem(404, this.texts.text('lost'));
    this.complete(turn, found.answer);
  }

  private fail(turn: Turn, problem: Problem): void {
    turn.phase = 'failed';
    turn.problem = problem;
    // A service that was reached and refused has no answer to go on with
    if (problem.status !== 0) turn.place.answer = null;
    this.spoken = this.explain(problem);
    if (problem.retryAt > Date.now()) {
      clearInterval(this.countdown);
      this.countdown = setInterval(() => {
        if (problem.retryAt <= Date.now()) clearInterval(this.countdown);
        this.redraw();
      }, 500);
    }
    this.emit('error', { status: problem.status, message: this.spoken });
  }

  private hear(turn: Turn, event: string, data: Record<string, unknown>): void {
    switch (event) {
      case 'meta':
        this.conversation = (data['conversation_id'] as string | undefined) ?? this.conversation;
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
    this.redraw();
  }

  private complete(turn: Turn, answer: Answer): void {
    turn.phase = 'done';
    turn.answer = answer;
    if (turn.draft && answer.answer.length > SETTLED_AT_ONCE) (turn.prose = this.prose(answer)).append(turn.draft.element);
    else turn.draft = null;
    this.conversation = answer.conversation_id ?? this.conversation;
    this.indexState = answer.index_state ?? '';
    const bare = answer.sentences?.length ? answer.sentences.map(({ start, end }) => answer.answer.slice(start, end)).join(' ') : answer.answer;
    this.spoken = this.texts.text('answered', { text: bare || this.texts.text('notFound') });
    this.emit('answer', { question: turn.question, answer, conversation_id: this.conversation });
  }

  private async settle({ answer, prose, draft }: Turn): Promise<void> {
    if (!answer || !prose || !draft) return;
    this.draw();
    await settle(prose, draft, () => this.nodes(answer));
  }

  /** Ends what is being answered; the service would go on for a while for whoever lost the connection. */
  private stop(): void {
    this.abort?.abort();
    const answer = this.busy ? this.last?.place.answer : null;
    if (answer) this.api.stop(answer).catch(() => {}); // ended by itself, or out of reach: then it soon ends anyway
  }

  private async suggestFirst(): Promise<void> {
    this.suggested = true;
    if (this.turns.length || this.host.getAttribute('suggestions') === 'off') return;
    try {
      const found = await this.api.suggestions(this.settings.scope, []);
      if (!this.turns.length) this.suggestions = found.suggestions.map(({ question }) => question);
      this.redraw();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Suggestions are a courtesy: without them there is still a box to ask in, which will tell what is wrong
    }
  }

  private async suggestNext(turn: Turn): Promise<void> {
    if (this.host.getAttribute('suggestions') === 'off') return;
    const passages = turn.answer?.citations?.length ? turn.answer.citations : turn.answer?.nearest ?? [];
    const documents = [...new Set(passages.map(citation => citation.document_id))];
    if (!documents.length) return;
    try {
      const found = await this.api.suggestions({ ...this.settings.scope, documents }, this.turns.map(({ question }) => question));
      if (turn !== this.last || this.busy) return;
      const atEnd = this.atEnd();
      this.suggestions = found.suggestions.map(({ question }) => question);
      this.draw();
      if (atEnd) this.toEnd();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }

  private async rate(turn: Turn, rating: Rating, reason?: string, comment?: string): Promise<void> {
    turn.rating = rating;
    turn.feedback = rating === 'down' && reason === undefined ? 'open' : 'sent';
    this.draw();
    if (turn.feedback === 'open') this.panel.querySelector<HTMLElement>('.feedback [type=radio]')?.focus();
    try {
      await this.api.rate(turn.answer!.id, rating, reason, comment);
      this.emit('feedback', { answer_id: turn.answer!.id, rating, reason });
      if (turn.feedback === 'sent') this.spoken = this.texts.text('thanks');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      turn.feedback = 'failed';
      this.spoken = this.explain(error);
    }
    this.store();
    this.redraw();
  }

  private async copy(turn: Turn): Promise<void> {
    const { answer, citations = [] } = turn.answer!;
    const sources = citations.map(citation => `[${citation.index}] ${[this.title(citation), this.where(citation)].filter(Boolean).join(', ')}: `
      + `${quoted(citation.quote, 10_000)} ${this.address(citation)}`);
    const text = [answer, ...(sources.length ? [`${this.texts.text('textSources')}:\n${sources.join('\n')}`] : [])].join('\n\n');
    turn.copied = await this.toClipboard(text);
    this.spoken = this.texts.text(turn.copied ? 'copied' : 'copyFailed');
    this.redraw();
    setTimeout(() => {
      turn.copied = null;
      this.redraw();
    }, 2_000);
  }

  private async toClipboard(text: string): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not over plain HTTP, nor where the host page forbids it: the old way
      const box = document.createElement('textarea'), focused = this.root.activeElement as HTMLElement | null;
      box.value = text;
      box.className = 'unseen';
      this.panel.append(box);
      box.select();
      const done = document.execCommand('copy');
      box.remove();
      focused?.focus();
      return done;
    }
  }

  // ---- what is remembered ----------------------------------------------------------------------------------------------------------

  private store(): void {
    const pending = this.busy ? this.last : undefined;
    const stored: Stored = { conversation: this.conversation,
      turns: this.turns.filter(turn => turn.answer && turn.phase === 'done').slice(-MOST_STORED)
        .map(({ question, answer, rating }) => ({ question, answer: answer!, rating })),
      pending: pending && pending.phase !== 'done' ? { question: pending.question, answer: pending.place.answer } : null };
    try {
      sessionStorage.setItem(this.settings.storage, stringify(stored));
    } catch {
      // No room, or not allowed: the conversation then ends with the page
    }
  }

  private restore(): void {
    let stored: Stored | null = null;
    try {
      stored = JSON.parse(sessionStorage.getItem(this.settings.storage) ?? 'null');
    } catch {
      return;
    }
    if (!stored || !Array.isArray(stored.turns)) return;
    this.conversation = stored.conversation;
    this.turns = stored.turns.map(({ question, answer, rating }) => this.answered(question, answer, rating));
    if (stored.pending) {
      const turn = this.turn(stored.pending.question);
      turn.place.answer = stored.pending.answer;
      this.turns.push(turn);
      if (turn.place.answer) void this.answer(turn);
      else this.fail(turn, new Problem(0));
    }
  }

  // ---- drawing ---------------------------------------------------------------------------------------------------------------------

  private readonly redraw = (): void => {
    if (this.scheduled) return;
    this.scheduled = true;
    // Frames are not drawn in a page that nobody sees, but what it says then must be right as well
    (document.visibilityState === 'visible' ? requestAnimationFrame : (run: () => void) => setTimeout(run, 100))(() => {
      this.scheduled = false;
      const atEnd = this.busy && this.atEnd();
      this.draw();
      if (atEnd) this.toEnd();
    });
  };

  private get input(): HTMLTextAreaElement | null {
    return this.panel.querySelector('textarea.question-box');
  }

  private get scroller(): HTMLElement | null {
    return this.panel.querySelector('.scroll');
  }

  private atEnd(): boolean {
    const box = this.scroller;
    return !box || box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  }

  private toEnd(): void {
    const box = this.scroller;
    if (box) box.scrollTop = box.scrollHeight;
  }

  /** Brings the last turn into view: its end, or its beginning where it is taller than the window. */
  private reveal(): void {
    const box = this.scroller, turn = box?.querySelector<HTMLElement>('.turn:last-of-type');
    if (!box || !turn) return;
    const top = turn.offsetTop - box.offsetTop;
    box.scrollTop = turn.offsetHeight > box.clientHeight ? top : box.scrollHeight;
  }

  /** On a phone the on-screen keyboard covers part of the page without making it smaller. */
  private readonly fit = (): void => {
    const view = window.visualViewport;
    // Whoever zooms in sees a part of the page as well, and wants it large, not short
    if (!view || view.scale > 1.01 || !this.modal || !this.phone.matches) {
      this.panel.style.removeProperty('--view-height');
      this.panel.style.removeProperty('--view-top');
      return;
    }
    this.panel.style.setProperty('--view-height', `${view.height}px`);
    this.panel.style.setProperty('--view-top', `${view.offsetTop}px`);
  };

  private draw(): void {
    this.panel.dataset['mode'] = this.settings.mode;
    this.panel.lang = this.texts.language;
    if (this.modal) {
      this.panel.setAttribute('role', 'dialog');
      this.panel.setAttribute('aria-labelledby', 'heading');
      this.phone.matches ? this.panel.setAttribute('aria-modal', 'true') : this.panel.removeAttribute('aria-modal');
    }
    this.turns.forEach(turn => this.prepare(turn));
    render(this.template(), this.panel);
  }

  private prepare(turn: Turn): void {
    if (turn.answer && turn.phase === 'done') {
      if (!turn.prose) (turn.prose = this.prose(turn.answer)).append(this.nodes(turn.answer));
      if ((turn.answer.alternatives?.length ?? 0) > 1) turn.disagreement ??= this.disagreement(turn.answer);
    } else if (turn.text && turn.phase !== 'done') {
      turn.draft ??= new Draft(number => this.notes(turn.cited)(number, -1));
      turn.draft.show(turn.text, turn.marks, turn.phase === 'generating' || turn.marks.length > 0 || turn.phase === 'stopped');
    }
  }

  private prose({ status }: Answer): HTMLElement {
    const prose = document.createElement('div');
    prose.className = status === 'not_found' ? 'prose aside' : 'prose';
    prose.dir = 'auto';
    prose.setAttribute('part', 'answer');
    return prose;
  }

  private nodes(answer: Answer): DocumentFragment {
    return answerNodes(answer, this.notes(answer.citations ?? []), this.texts.text('unsupported'));
  }

  private notes(citations: Citation[]): (number: number, sentence: number) => Node {
    return (number, sentence) => {
      const citation = citations.find(({ index }) => index === number);
      if (!citation) return document.createTextNode(`[${number}]`);
      const note = document.createElement('button');
      note.type = 'button';
      note.className = 'footnote';
      note.textContent = String(number);
      note.dataset['sentence'] = String(sentence);
      note.setAttribute('part', 'footnote');
      note.setAttribute('aria-label', this.texts.text('footnote', { n: number, title: this.title(citation) }));
      note.setAttribute('aria-haspopup', 'dialog');
      note.addEventListener('click', () => void this.openSource(citation, citations, note));
      note.addEventListener('pointerenter', event => event.pointerType === 'touch' || this.showCard(citation, note));
      note.addEventListener('focus', () => note.matches(':focus-visible') && this.showCard(citation, note));
      note.addEventListener('pointerleave', this.hideCardSoon);
      note.addEventListener('blur', this.hideCard);
      return note;
    };
  }

  private template(): TemplateResult {
    const covered = this.opened !== null && this.covering;
    return html`
      <div class="main" ?inert=${covered}>
        <header class="head" part="header">
          <h2 id="heading" class="heading" dir="auto">${this.t('heading')}</h2>
          ${this.turns.length ? this.action('new', ICONS.add, this.t('newChat'), () => void this.showConversation(null)) : nothing}
          ${this.modal ? this.action('close', ICONS.close, this.t('close'), () => this.close()) : nothing}
        </header>
        ${navigator.onLine ? nothing : html`<p class="banner" role="status">${this.t('offline')}</p>`}
        ${this.indexState === 'building' || this.indexState === 'rebuilding' ? html`<p class="banner">${this.t('building')}</p>` : nothing}
        <div class="scroll" part="log" role="log" aria-live="off" aria-label=${this.t('log')} aria-busy=${this.busy ? 'true' : 'false'} tabindex="0">
          ${this.turns.length ? repeat(this.turns, turn => turn.key, turn => this.turnTemplate(turn)) : this.welcome()}
          ${this.turns.length && this.suggestions.length && !this.busy ? this.suggestionList() : nothing}
        </div>
        ${this.form()}
        <slot name="disclaimer"></slot>
      </div>
      ${this.cardTemplate()}
      ${this.opened ? this.drawer(this.opened) : nothing}
      <p class="unseen" role="status">${this.busy ? '' : this.spoken}</p>`;
  }

  private action(name: string, path: string, label: string, run: (event: Event) => void, pressed?: boolean): TemplateResult {
    return html`<button type="button" class="icon ${name}" part=${name} aria-label=${label} title=${label}
      aria-pressed=${ifDefined(pressed === undefined ? undefined : pressed ? 'true' : 'false')} @click=${run}>${icon(path)}</button>`;
  }

  private welcome(): TemplateResult {
    return html`<div class="welcome">
      <p class="greeting" dir="auto">${this.t('greeting')}</p>
      <p class="promise">${this.t('promise')}</p>
      ${this.suggestions.length ? this.suggestionList() : nothing}
    </div>`;
  }

  private suggestionList(): TemplateResult {
    return html`<ul class="suggestions" part="suggestions" aria-label=${this.t('suggested')}>${this.suggestions.map(question => html`
      <li><button type="button" dir="auto" @click=${() => void this.ask(question)}>${question}</button></li>`)}</ul>`;
  }

  private turnTemplate(turn: Turn): TemplateResult {
    return html`<article class="turn" part="turn">
      <h3 class="asked" part="question" dir="auto">${turn.question}</h3>
      <div class="body">${turn.phase === 'done' ? this.answerTemplate(turn)
        : turn.phase === 'failed' ? this.failure(turn)
        : turn.phase === 'stopped' ? this.stoppedTemplate(turn) : this.waiting(turn)}</div>
    </article>`;
  }

  private waiting(turn: Turn): TemplateResult {
    const text = turn.reconnecting ? this.t('reconnecting')
      : turn.phase === 'reading' && turn.sources ? this.t('readingSome', { n: turn.sources })
      : this.t(turn.phase as 'connecting');
    return html`${turn.draft ? turn.draft.element : nothing}
      <p class="waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span>${text}</span></p>`;
  }

  private stoppedTemplate(turn: Turn): TemplateResult {
    return html`${turn.draft ? turn.draft.element : nothing}
      <div class="failure quiet"><p>${this.t('stopped')}</p>
      ${turn === this.last ? html`<button type="button" class="plain" @click=${() => void this.again(turn)}>${this.t('retry')}</button>` : nothing}</div>`;
  }

  private failure(turn: Turn): TemplateResult {
    const problem = turn.problem!, left = Math.ceil((problem.retryAt - Date.now()) / 1000);
    return html`${turn.draft ? turn.draft.element : nothing}
      <div class="failure" part="error">
        <p dir="auto">${this.explain(problem)}</p>
        ${problem.message && problem.message !== this.explain(problem) ? html`<p class="detail" dir="auto">${problem.message}</p>` : nothing}
        ${turn === this.last && problem.status !== 401 ? html`<button type="button" class="plain" ?disabled=${left > 0}
          @click=${() => void this.again(turn)}>${left > 0 ? this.t('retryIn', { n: left }) : this.t('retry')}</button>` : nothing}
      </div>`;
  }

  private again(turn: Turn): Promise<void> {
    if (this.busy) return Promise.resolve();
    if (turn.phase === 'stopped') turn.place.answer = null;
    turn.place.seen = null;
    return this.answer(turn);
  }

  private explain(problem: Problem): string {
    switch (true) {
      case problem.status === 0: return this.t(navigator.onLine ? 'unreachable' : 'offline');
      case problem.status === 401 || problem.status === 403: return this.t('unauthorised');
      case problem.status === 429 || problem.status === 503: return this.t('busy');
      case problem.status >= 500: return this.t('failed');
      default: return problem.message || this.t('rejected');
    }
  }

  private answerTemplate(turn: Turn): TemplateResult {
    const answer = turn.answer!, found = answer.status !== 'not_found';
    const { citations = [], nearest = [], answer: text } = answer;
    const understood = answer.understood_as && folded(answer.understood_as) !== folded(turn.question) ? answer.understood_as : null;
    const said = text && (found || !/^not in (these|the) documents\.?$/i.test(text.trim()));
    const short = found && answer.short_answer && folded(answer.short_answer) !== folded(text) ? answer.short_answer : null;
    const unsupported = new Set([...turn.prose!.querySelectorAll<HTMLElement>('.unsupported')].map(span => span.dataset['sentence'])).size;
    const notes = [
      answer.status === 'partial' && !answer.unanswered?.length ? this.t('partial') : '',
      answer.unanswered?.length ? this.t('unanswered', { parts: this.texts.list(answer.unanswered.map(part => quoted(part, 200))) }) : '',
      turn.disagreement ?? '',
      answer.finish_reason === 'truncated' ? answer.interruption || this.t('truncated') : '',
      answer.finish_reason === 'cancelled' ? this.t('cancelled') : '',
      answer.fallback ? this.t('fallback') : '',
      unsupported ? this.texts.count('unsupported', unsupported) : '',
      answer.citations_dropped ? this.texts.count('dropped', answer.citations_dropped) : '',
    ].filter(Boolean);
    return html`
      ${understood ? html`<p class="understood" part="understood" dir="auto">${this.t('understood')}: <q>${understood}</q></p>` : nothing}
      ${found ? nothing : html`<p class="absent" part="not-found">${this.t('notFound')}</p>`}
      ${short ? html`<p class="short" dir="auto">${short}</p>` : nothing}
      ${said ? turn.prose : nothing}
      ${notes.length ? html`<ul class="notes">${notes.map(note => html`<li dir="auto">${note}</li>`)}</ul>` : nothing}
      ${!found && nearest.length ? html`<p class="why">${this.t(said ? 'nearest' : 'notFoundWhy')}</p>${this.entries(nearest, 240)}` : nothing}
      ${citations.length ? this.list(turn, 'sources', this.texts.count('sources', citations.length), citations,
        citations.length <= 2 && this.settings.mode === 'page') : nothing}
      ${found && nearest.length ? this.list(turn, 'nearest', this.t('nearest'), nearest, false) : nothing}
      ${this.actions(turn)}`;
  }

  /** "The documents disagree: 1838 [1] or 1841 [2]", with the footnotes that open these places. */
  private disagreement({ alternatives = [], citations = [] }: Answer): Node[] {
    const note = this.notes(citations);
    const [before, after] = this.t('disagree', { answers: '\0' }).split('\0');
    const list = this.texts.parts(alternatives.map((_, i) => String(i)), 'disjunction').map(({ type, value }) => {
      const alternative = type === 'element' ? alternatives[Number(value)] : undefined;
      return alternative ? [document.createTextNode(alternative.short_answer), note(alternative.citation, -1)] : [document.createTextNode(value)];
    });
    return [document.createTextNode(before ?? ''), ...list.flat(), document.createTextNode(after ?? '')];
  }

  private list(turn: Turn, name: string, summary: string, citations: Citation[], open: boolean): TemplateResult {
    const toggled = (event: Event) => {
      if (!(event.target as HTMLDetailsElement).open || turn.listed.has(name)) return;
      turn.listed.add(name);
      this.draw();
    };
    return html`<details class="sources" part=${name} ?open=${open} @toggle=${toggled}>
      <summary dir="auto">${summary}</summary>${open || turn.listed.has(name) ? this.entries(citations, 160) : nothing}</details>`;
  }

  private entries(citations: Citation[], length: number): TemplateResult {
    return html`<ol class="entries">${citations.map(citation => html`<li><button type="button" class="entry" aria-haspopup="dialog"
      @click=${(event: Event) => void this.openSource(citation, citations, event.currentTarget as HTMLElement)}>
      <span class="entry-number" aria-hidden="true">${citation.index}</span>
      <span class="entry-title" dir="auto">${this.title(citation)}${this.where(citation) ? html`<span class="place"> › ${this.where(citation)}</span>` : nothing}</span>
      <span class="entry-quote" dir="auto">${quoted(citation.quote ?? '', length)}</span></button></li>`)}</ol>`;
  }

  private actions(turn: Turn): TemplateResult {
    const last = turn === this.last && !this.busy;
    return html`<div class="actions" role="group" aria-label=${turn.question}>
        ${turn.answer!.answer ? this.action('copy', ICONS.copy, this.t(turn.copied ? 'copied' : turn.copied === false ? 'copyFailed' : 'copy'), () => void this.copy(turn)) : nothing}
        ${this.action('up', ICONS.up, this.t('good'), () => void this.rate(turn, 'up'), turn.rating === 'up')}
        ${this.action('down', ICONS.down, this.t('bad'), () => void this.rate(turn, 'down'), turn.rating === 'down')}
        ${last ? this.action('again', ICONS.again, this.t('regenerate'), () => void this.replaceLast(turn.question)) : nothing}
        ${last ? this.action('edit', ICONS.edit, this.t('edit'), () => this.edit()) : nothing}
        <span class="said">${turn.copied ? this.t('copied') : turn.feedback === 'sent' ? this.t('thanks') : turn.feedback === 'failed' ? this.t('failed') : ''}</span>
      </div>
      ${turn.feedback === 'open' ? this.feedbackForm(turn) : nothing}`;
  }

  private feedbackForm(turn: Turn): TemplateResult {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const data = new FormData(event.target as HTMLFormElement);
      void this.rate(turn, 'down', String(data.get('reason') ?? 'other'), String(data.get('comment') ?? '').trim());
      this.input?.focus({ preventScroll: true });
    };
    return html`<form class="feedback" part="feedback" @submit=${submit}>
      <fieldset><legend>${this.t('why')}</legend>${REASONS.map(reason => html`
        <label class="reason"><input type="radio" name="reason" value=${reason}> <span>${this.t(`reason_${reason}`)}</span></label>`)}</fieldset>
      <label class="comment"><span>${this.t('comment')}</span><textarea name="comment" rows="2" maxlength="2000" dir="auto"></textarea></label>
      <div class="row"><button class="plain strong">${this.t('sendFeedback')}</button>
      <button type="button" class="plain" @click=${() => { turn.feedback = 'closed'; this.draw(); this.input?.focus(); }}>${this.t('dismiss')}</button></div>
    </form>`;
  }

  private form(): TemplateResult {
    const length = this.draft.trim().length, left = LONGEST_QUESTION - length;
    const submit = (event: Event) => {
      event.preventDefault();
      this.submit();
    };
    return html`<form class="ask" part="form" @submit=${submit}>
      ${this.editing ? html`<p class="editing">${this.t('editing')}
        <button type="button" class="plain" @click=${() => this.stopEditing()}>${this.t('dismiss')}</button></p>` : nothing}
      <div class="box">
        <textarea class="question-box" part="input" rows="1" dir="auto" enterkeyhint="send" autocomplete="off" aria-label=${this.t('question')}
          aria-describedby="hint" aria-invalid=${left < 0 ? 'true' : 'false'} placeholder=${this.t('placeholder')} .value=${live(this.draft)}
          @input=${this.typed} @keydown=${this.typing}></textarea>
        ${this.busy ? keyed('stop', html`<button type="button" class="send stop" part="stop" aria-label=${this.t('stop')} title=${this.t('stop')}
            @click=${() => this.stop()}>${icon(ICONS.stop)}</button>`)
          : keyed('send', html`<button class="send" part="send" aria-label=${this.t('send')} title=${this.t('send')}
            aria-disabled=${length && left >= 0 ? 'false' : 'true'}>${icon(ICONS.send)}</button>`)}
      </div>
      <p class="hint"><span id="hint">${this.t('hint')}</span>
        <span class="counter" role="status">${length < COUNTED_FROM ? '' : left < 0 ? this.t('tooLong', { n: -left }) : this.t('left', { n: left })}</span></p>
    </form>`;
  }

  private readonly typed = (event: Event): void => {
    const input = event.target as HTMLTextAreaElement;
    this.draft = input.value;
    this.grow(input);
    this.redraw();
  };

  private grow(input: HTMLTextAreaElement): void {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  }

  private readonly typing = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'ArrowUp' && !this.draft && !this.busy && this.last) {
      event.preventDefault();
      this.edit();
    }
  };

  private submit(): void {
    const question = this.draft.trim();
    if (!question || this.busy || question.length > LONGEST_QUESTION) return;
    const editing = this.editing;
    this.setDraft('');
    this.editing = false;
    void (editing ? this.replaceLast(question) : this.ask(question));
  }

  private setDraft(text: string): void {
    this.draft = text;
    this.draw();
    const input = this.input;
    if (input) this.grow(input);
  }

  private edit(): void {
    if (!this.last) return;
    this.editing = true;
    this.setDraft(this.last.question);
    this.input?.focus();
    this.input?.setSelectionRange(this.draft.length, this.draft.length);
  }

  private stopEditing(): void {
    this.editing = false;
    this.setDraft('');
    this.input?.focus();
  }

  /** Esc closes what is on top; on a phone, where the chat covers the page, Tab stays within it. */
  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) {
      if (this.card) this.hideCard();
      else if (this.opened) this.closeSource();
      else if (this.editing) this.stopEditing();
      else if (this.modal) this.close();
      else return;
      event.stopPropagation();
      event.preventDefault();
    } else if (event.key === 'Tab' && ((this.modal && this.phone.matches) || (this.opened && this.covering))) {
      const all = [...this.panel.querySelectorAll<HTMLElement>('button, textarea, input, summary, a[href], [tabindex="0"]')]
        .filter(node => !node.closest('[inert]') && node.getClientRects().length > 0 && !(node as HTMLButtonElement).disabled);
      const first = all[0], last = all.at(-1), focused = this.root.activeElement;
      if (event.shiftKey && (focused === first || !focused)) {
        event.preventDefault();
        last?.focus();
      } else if (!event.shiftKey && focused === last) {
        event.preventDefault();
        first?.focus();
      }
    }
  }

  // ---- footnotes and sources -------------------------------------------------------------------------------------------------------

  private t(key: TextKey, values?: Record<string, string | number>): string {
    return this.texts.text(key, values);
  }

  private title(citation: Pick<Citation, 'title' | 'path'>): string {
    return citation.title || citation.path || this.t('untitled');
  }

  private where(citation: Citation): string {
    return [...citation.heading_path ?? [], ...(citation.page == null ? [] : [this.t('page', { n: citation.page })])].join(' › ');
  }

  /** Where the whole document is shown, at these words. */
  private address(citation: Citation): string {
    const version = citation.content_hash ? `?version=${encodeURIComponent(citation.content_hash)}` : '';
    return `${this.settings.server}/d/${encodeURIComponent(citation.document_id)}${version}#${citation.start}-${citation.end}`;
  }

  private cardTemplate(): TemplateResult {
    const citation = this.card?.citation;
    return html`<div id="card" class="card" part="card" role="tooltip" ?hidden=${!citation}
      @pointerenter=${() => clearTimeout(this.cardTimer)} @pointerleave=${this.hideCardSoon}>
      ${citation ? html`<p class="card-quote" dir="auto">${quoted(citation.quote ?? '', 320)}</p>
        <p class="card-title" dir="auto">${[this.title(citation), this.where(citation)].filter(Boolean).join(' › ')}</p>` : nothing}</div>`;
  }

  private showCard(citation: Citation, from: HTMLElement): void {
    this.hideCard();
    this.card = { citation, from };
    from.setAttribute('aria-describedby', 'card');
    this.highlight(from, true);
    this.draw();
    const card = this.panel.querySelector<HTMLElement>('.card')!;
    const at = from.getBoundingClientRect(), room = this.panel.getBoundingClientRect();
    const below = at.bottom - room.top + 6, fits = below + card.offsetHeight + 8 < room.height;
    card.style.left = `${Math.max(12, Math.min(at.left - room.left - 24, room.width - card.offsetWidth - 12))}px`;
    card.style.top = `${fits ? below : Math.max(8, at.top - room.top - card.offsetHeight - 6)}px`;
  }

  private readonly hideCard = (): void => {
    clearTimeout(this.cardTimer);
    if (!this.card) return;
    this.card.from.removeAttribute('aria-describedby');
    this.highlight(this.card.from, this.opened?.from === this.card.from);
    this.card = null;
    this.draw();
  };

  private readonly hideCardSoon = (): void => {
    clearTimeout(this.cardTimer);
    this.cardTimer = setTimeout(this.hideCard, 150); // long enough to move the pointer onto the card
  };

  private highlight(from: HTMLElement, on: boolean): void {
    const sentence = from.dataset['sentence'];
    if (!sentence) return;
    from.closest('.prose')?.querySelectorAll<HTMLElement>('.sentence').forEach(span => {
      if (span.dataset['sentence'] === sentence) span.classList.toggle('on', on);
    });
  }

  private get covering(): boolean {
    return this.settings.mode !== 'page' || !this.wide.matches;
  }

  private async openSource(citation: Citation, all: Citation[], from: HTMLElement): Promise<void> {
    this.hideCard();
    if (this.opened) this.leaveSource(this.opened.from);
    const opened: Opened = this.opened = { citation, all, from, source: null, problem: null };
    from.setAttribute('aria-expanded', 'true');
    this.highlight(from, true);
    this.sourceBox.replaceChildren();
    this.draw();
    this.panel.querySelector<HTMLElement>('.drawer h2')?.focus({ preventScroll: true });
    this.emit('source', { citation });
    try {
      opened.source = await this.api.document(citation.document_id, citation.content_hash);
    } catch (error) {
      opened.problem = error instanceof Problem ? error : new Problem(500);
    }
    if (this.opened !== opened) return;
    this.draw();
    if (!opened.source) return;
    const marks = all.filter(other => other.document_id === citation.document_id && other.content_hash === citation.content_hash)
      .map(other => ({ start: other.start, end: other.end, number: other.index, chosen: other === citation }));
    showText(this.sourceBox, this.sourceBox, opened.source, marks, this.texts);
  }

  private drawer({ citation, all, from, source, problem }: Opened): TemplateResult {
    const original = webAddress(source?.uri ?? citation.uri);
    if (original && !original.hash) original.hash = `:~:text=${encodeURIComponent(shorten(citation.quote, 80).replace(/…$/, ''))}`;
    this.sourceBox.setAttribute('aria-label', this.title(citation));
    return html`<section class="drawer" part="source" role="dialog" aria-labelledby="source-title" aria-modal=${ifDefined(this.covering ? 'true' : undefined)}>
      <div class="drawer-head">
        <div><p class="over">${this.t('source')} ${citation.index}</p>
          <h2 id="source-title" tabindex="-1" dir="auto">${this.title(source ?? citation)}</h2>
          <p class="about">${[this.where(citation), citation.path].filter(Boolean).map(part => html`<span dir="auto">${part}</span>`)}
            <span><a href=${this.address(citation)} target="_blank" rel="noopener">${this.t('fullPage')}</a></span>
            ${original ? html`<span><a href=${original.href} target="_blank" rel="noopener noreferrer">${original.host}</a></span>` : nothing}</p></div>
        ${this.action('close', ICONS.close, this.t('closeSource'), () => this.closeSource())}
      </div>
      ${source && source.current === false ? html`<p class="banner">${this.t('changed')}</p>` : nothing}
      ${source && source.text.slice(citation.start, citation.end) !== citation.quote ? html`<p class="banner">${this.t('moved')}</p>` : nothing}
      ${problem ? html`<div class="failure"><p>${this.explain(problem)}</p>
          <blockquote dir="auto">${citation.quote}</blockquote>
          <button type="button" class="plain" @click=${() => void this.openSource(citation, all, from)}>${this.t('retry')}</button></div>`
        : source ? this.sourceBox : html`<p class="waiting">${this.t('openingSource')}</p>`}
    </section>`;
  }

  private leaveSource(from: HTMLElement): void {
    from.removeAttribute('aria-expanded');
    this.highlight(from, false);
  }

  private closeSource(): void {
    if (!this.opened) return;
    const { from } = this.opened;
    this.leaveSource(from);
    this.opened = null;
    this.draw();
    from.focus({ preventScroll: true });
    this.hideCard();
  }
}
