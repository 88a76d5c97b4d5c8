import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { Api, Problem, type Place } from './api.js';
import css from './chat.css?text';
import documentCss from './document.css?text';
import { action, icon, ICONS, quoted } from './elements.js';
import { Footnotes } from './footnotes.js';
import { stringify } from './json.js';
import { answerNodes, Draft, settle, warm, type Mark } from './markdown.js';
import { reachable } from './source.js';
import { Catalogue, type TextKey, type Texts } from './texts.js';
import type { Answer, Citation, Rating, Scope } from './wire.js';

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

interface Stored {
  conversation: string | null;
  turns: { question: string; answer: Answer; rating: Rating | null }[];
  pending: { question: string; answer: string | null; conversation?: string | null } | null;
}

const LONGEST_QUESTION = 2_000;
const COUNTED_FROM = 1_800;
const MOST_STORED = 40;
const SETTLED_AT_ONCE = 3_000; // characters of an answer that takes its draft's place in one task
const REASONS = ['wrong', 'incomplete', 'source', 'other'] as const;

const folded = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');

let keys = 0;

/** A conversation on the screen: it draws into a shadow root, and remembers itself for as long as the browser's tab lives. */
export class Chat {
  visible = false;
  conversation: string | null = null;
  private readonly api: Api;
  private readonly panel = document.createElement('div');
  private readonly footnotes: Footnotes;
  private readonly phone = matchMedia('(max-width: 30rem)');
  private readonly wide = matchMedia('(min-width: 64rem)');
  private texts: Catalogue;
  private turns: Turn[] = [];
  private abort: AbortController | null = null;
  private suggestions: string[] = [];
  private suggested = false;
  private draft = '';
  private editing = false;
  private countdown = 0;
  private spoken = '';
  private indexState = '';
  private scheduled = false;

  constructor(private readonly host: HTMLElement, private readonly root: ShadowRoot, private readonly settings: Settings) {
    this.api = new Api(settings.server, settings.bearer, settings.key);
    this.texts = this.catalogue();
    const chat = this;
    this.footnotes = new Footnotes({
      panel: this.panel,
      server: settings.server,
      get covering() { return chat.covering; },
      get texts() { return chat.texts; },
      draw: () => this.draw(),
      emit: (name, detail) => this.emit(name, detail),
      explain: problem => this.explain(problem),
      document: (id, version) => this.api.document(id, version),
    });
    settings.adopt(documentCss + css);
    this.panel.className = 'panel';
    this.panel.id = 'panel';
    this.panel.setAttribute('part', 'panel');
    this.panel.hidden = true;
    this.panel.addEventListener('keydown', event => this.key(event));
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

  /** Whether an open source covers the conversation: only on a wide page it stands beside it. */
  private get covering(): boolean {
    return this.settings.mode !== 'page' || !this.wide.matches;
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
    this.footnotes.closeSource();
    this.footnotes.hideCard();
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
    this.footnotes.closeSource();
    this.turns = [];
    this.conversation = id;
    this.suggestions = [];
    this.editing = false;
    if (id) {
      const whole = await this.api.conversation(id).catch((error: unknown) => {
        if (this.conversation === id) this.conversation = null;
        throw error;
      });
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
    const before = [...this.turns].reverse().find(({ answer }) => answer)?.answer; // behind what failed or was stopped
    await this.ask(question, replaced?.answer && this.conversation ? before?.id ?? '' : replaced?.parent);
  }

  private turn(question: string, parent?: string): Turn {
    return { key: ++keys, question, parent, phase: 'connecting', answer: null, prose: null, disagreement: null, problem: null, place: { answer: null, seen: null, conversation: null },
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
        const ask = () => this.api.ask({ ...this.settings.scope, question: turn.question,
          ...(this.conversation && { conversation_id: this.conversation, ...(turn.parent !== undefined && { parent_id: turn.parent }) }) },
        turn.place, listen, reconnecting, abort.signal);
        await ask().catch((error: unknown) => {
          // It was never kept, or is not any more: then the question begins another
          if (!(error instanceof Problem && error.status === 404 && this.conversation && !turn.place.answer)) throw error;
          this.conversation = null;
          return ask();
        });
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
    const id = turn.place.conversation ?? this.conversation, whole = id ? await this.api.conversation(id).catch(() => null) : null;
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
    // A conversation is kept once it has an answer
    if (!this.turns.some(({ answer }) => answer)) this.conversation = null;
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
        turn.place.conversation = (data['conversation_id'] as string | undefined) ?? null;
        this.conversation = turn.place.conversation ?? this.conversation;
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
    const sources = citations.map(citation => `[${citation.index}] ${[this.footnotes.title(citation), this.footnotes.where(citation)].filter(Boolean).join(', ')}: `
      + `${quoted(citation.quote, 10_000)} ${this.footnotes.address(citation)}`);
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
      pending: pending && pending.phase !== 'done' ? { question: pending.question, answer: pending.place.answer, conversation: pending.place.conversation } : null };
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
      turn.place.conversation = stored.pending.conversation ?? null;
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
      turn.draft ??= new Draft(number => this.footnotes.notes(turn.cited)(number, -1));
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
    return answerNodes(answer, this.footnotes.notes(answer.citations ?? []), this.texts.text('unsupported'));
  }

  private template(): TemplateResult {
    const covered = this.footnotes.isOpen && this.covering;
    return html`
      <div class="main" ?inert=${covered}>
        <header class="head" part="header">
          <h2 id="heading" class="heading" dir="auto">${this.t('heading')}</h2>
          ${this.turns.length ? action('new', ICONS.add, this.t('newChat'), () => void this.showConversation(null)) : nothing}
          ${this.modal ? action('close', ICONS.close, this.t('close'), () => this.close()) : nothing}
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
      ${this.footnotes.template()}
      <p class="unseen" role="status">${this.busy ? '' : this.spoken}</p>`;
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
      ${!found && nearest.length ? html`<p class="why">${this.t(said ? 'nearest' : 'notFoundWhy')}</p>${this.footnotes.entries(nearest, 240)}` : nothing}
      ${citations.length ? this.list(turn, 'sources', this.texts.count('sources', citations.length), citations,
        citations.length <= 2 && this.settings.mode === 'page') : nothing}
      ${found && nearest.length ? this.list(turn, 'nearest', this.t('nearest'), nearest, false) : nothing}
      ${this.actions(turn)}`;
  }

  /** "The documents disagree: 1838 [1] or 1841 [2]", with the footnotes that open these places. */
  private disagreement({ alternatives = [], citations = [] }: Answer): Node[] {
    const note = this.footnotes.notes(citations);
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
      <summary dir="auto">${summary}</summary>${open || turn.listed.has(name) ? this.footnotes.entries(citations, 160) : nothing}</details>`;
  }

  private actions(turn: Turn): TemplateResult {
    const last = turn === this.last && !this.busy;
    return html`<div class="actions" role="group" aria-label=${turn.question}>
        ${turn.answer!.answer ? action('copy', ICONS.copy, this.t(turn.copied ? 'copied' : turn.copied === false ? 'copyFailed' : 'copy'), () => void this.copy(turn)) : nothing}
        ${action('up', ICONS.up, this.t('good'), () => void this.rate(turn, 'up'), turn.rating === 'up')}
        ${action('down', ICONS.down, this.t('bad'), () => void this.rate(turn, 'down'), turn.rating === 'down')}
        ${last ? action('again', ICONS.again, this.t('regenerate'), () => void this.replaceLast(turn.question)) : nothing}
        ${last ? action('edit', ICONS.edit, this.t('edit'), () => this.edit()) : nothing}
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
      if (this.footnotes.hasCard) this.footnotes.hideCard();
      else if (this.footnotes.isOpen) this.footnotes.closeSource();
      else if (this.editing) this.stopEditing();
      else if (this.modal) this.close();
      else return;
      event.stopPropagation();
      event.preventDefault();
    } else if (event.key === 'Tab' && ((this.modal && this.phone.matches) || (this.footnotes.isOpen && this.covering))) {
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

  private t(key: TextKey, values?: Record<string, string | number>): string {
    return this.texts.text(key, values);
  }
}
