import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { Api, Problem } from './api.js';
import css from './chat.css?text';
import { Conversation, type Screen } from './conversation.js';
import documentCss from './document.css?text';
import { action, ICONS } from './elements.js';
import { Footnotes } from './footnotes.js';
import { warm } from './markdown.js';
import { QuestionForm } from './question-form.js';
import { reachable } from './source.js';
import { Suggestions } from './suggestions.js';
import type { Settings, Surroundings } from './surroundings.js';
import { Catalogue, type TextKey } from './texts.js';
import { TurnView } from './turn-view.js';
import type { Turn } from './turn.js';
import type { Answer } from './wire.js';

export { Api, Problem } from './api.js';
export { element, showText, webAddress } from './source.js';
export { Catalogue } from './texts.js';

/** A conversation on the screen, drawn into a shadow root: what opens and closes, what is drawn when, and where one is in it. */
export class Chat implements Surroundings, Screen {
  visible = false;
  readonly panel = document.createElement('div');
  texts: Catalogue;
  private readonly conversation: Conversation;
  private readonly footnotes: Footnotes;
  private readonly form: QuestionForm;
  private readonly suggestions: Suggestions;
  private readonly turnView: TurnView;
  private readonly phone = matchMedia('(max-width: 30rem)');
  private readonly wide = matchMedia('(min-width: 64rem)');
  private countdown = 0;
  private spoken = '';
  private scheduled = false;

  constructor(private readonly host: HTMLElement, readonly root: ShadowRoot, readonly settings: Settings) {
    const api = new Api(settings.server, settings.bearer, settings.key);
    this.texts = this.catalogue();
    this.conversation = new Conversation(api, settings, this);
    this.footnotes = new Footnotes(this, api);
    this.form = new QuestionForm(this, this.conversation);
    this.suggestions = new Suggestions(this, api, this.conversation);
    this.turnView = new TurnView(this, api, this.conversation, this.footnotes, this.form);
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
    this.conversation.restore();
    if (!this.modal) this.show();
  }

  // ---- what the element around it calls --------------------------------------------------------------------------------------------

  open(): void {
    if (!this.visible) this.show();
    this.form.focus();
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

  /** Asks. Resolves once the answer is complete, or has failed. */
  async ask(question: string): Promise<void> {
    await this.conversation.ask(question);
  }

  /** Shows a conversation that the service keeps; null: begins a new one. */
  async showConversation(id: string | null): Promise<void> {
    this.footnotes.closeSource();
    this.suggestions.clear();
    this.form.editing = false;
    if (!await this.conversation.become(id)) return;
    this.draw();
    this.toEnd();
    reachable(this.panel);
    if (!id) {
      this.form.focus();
      void this.suggestions.findFirst(true);
    }
  }

  /** What the element was told has changed. */
  update(): void {
    this.texts = this.catalogue();
    this.redraw();
  }

  destroy(): void {
    this.conversation.stop();
    clearInterval(this.countdown);
    for (const event of ['online', 'offline'] as const) removeEventListener(event, this.redraw);
    window.visualViewport?.removeEventListener('resize', this.fit);
    window.visualViewport?.removeEventListener('scroll', this.fit);
    this.panel.remove();
  }

  private show(): void {
    this.visible = true;
    this.panel.hidden = false;
    this.settings.launcher()?.setAttribute('aria-expanded', 'true');
    this.host.toggleAttribute('open', true);
    this.fit();
    this.draw();
    this.toEnd();
    void this.suggestions.findFirst();
    setTimeout(warm, 200);
    this.emit('open', {});
  }

  private catalogue(): Catalogue {
    return new Catalogue(this.settings.language || 'en', this.settings.texts);
  }

  // ---- what the conversation tells -------------------------------------------------------------------------------------------------

  asked(question: string): void {
    this.suggestions.clear();
    this.emit('question', { question });
  }

  begun(): void {
    this.say('');
    this.draw();
    this.toEnd();
  }

  completed(turn: Turn, answer: Answer): void {
    this.turnView.complete(turn, answer);
    const bare = answer.sentences?.length ? answer.sentences.map(({ start, end }) => answer.answer.slice(start, end)).join(' ') : answer.answer;
    this.say(this.t('answered', { text: bare || this.t('notFound') }));
    this.emit('answer', { question: turn.question, answer, conversation_id: this.conversation.id });
  }

  async settled(turn: Turn): Promise<void> {
    await this.turnView.settle(turn);
  }

  stopped(): void {
    this.say(this.t('stopped'));
  }

  failed(problem: Problem): void {
    const message = this.explain(problem);
    this.say(message);
    if (problem.retryAt > Date.now()) {
      clearInterval(this.countdown);
      this.countdown = setInterval(() => {
        if (problem.retryAt <= Date.now()) clearInterval(this.countdown);
        this.redraw();
      }, 500);
    }
    this.emit('error', { status: problem.status, message });
  }

  ended(turn: Turn): void {
    const hadFocus = this.panel.contains(this.root.activeElement) && this.root.activeElement !== this.form.input;
    this.draw();
    if (hadFocus && !this.root.activeElement) this.form.focus();
    this.reveal();
    reachable(this.panel);
    if (turn.phase === 'done') void this.suggestNext();
  }

  private async suggestNext(): Promise<void> {
    if (!await this.suggestions.findNext()) return;
    const atEnd = this.atEnd();
    this.draw();
    if (atEnd) this.toEnd();
  }

  // ---- what its parts find around them ---------------------------------------------------------------------------------------------

  /** Whether it comes and goes over the page. */
  private get modal(): boolean {
    return this.settings.mode === 'launcher' || this.settings.mode === 'panel';
  }

  /** Whether an open source covers the conversation: only on a wide page it stands beside it. */
  get covering(): boolean {
    return this.settings.mode !== 'page' || !this.wide.matches;
  }

  readonly t = (key: TextKey, values?: Record<string, string | number>): string => this.texts.text(key, values);

  explain(problem: Problem): string {
    switch (true) {
      case problem.status === 0: return this.t(navigator.onLine ? 'unreachable' : 'offline');
      case problem.status === 401 || problem.status === 403: return this.t('unauthorised');
      case problem.status === 410: return this.t('lost');
      case problem.status === 429 || problem.status === 503: return this.t('busy');
      case problem.status >= 500: return this.t('failed');
      default: return problem.message || this.t('rejected');
    }
  }

  say(text: string): void {
    this.spoken = text;
  }

  emit(event: string, detail: Record<string, unknown>): void {
    this.host.dispatchEvent(new CustomEvent(`footnote-${event}`, { bubbles: true, composed: true, detail }));
  }

  // ---- drawing ---------------------------------------------------------------------------------------------------------------------

  readonly redraw = (): void => {
    if (this.scheduled) return;
    this.scheduled = true;
    // Frames are not drawn in a page that nobody sees, but what it says then must be right as well
    (document.visibilityState === 'visible' ? requestAnimationFrame : (run: () => void) => setTimeout(run, 100))(() => {
      this.scheduled = false;
      const atEnd = this.conversation.busy && this.atEnd();
      this.draw();
      if (atEnd) this.toEnd();
    });
  };

  draw(): void {
    this.panel.dataset['mode'] = this.settings.mode;
    this.panel.lang = this.texts.language;
    if (this.modal) {
      this.panel.setAttribute('role', 'dialog');
      this.panel.setAttribute('aria-labelledby', 'heading');
      this.phone.matches ? this.panel.setAttribute('aria-modal', 'true') : this.panel.removeAttribute('aria-modal');
    }
    this.conversation.turns.forEach(turn => this.turnView.prepare(turn));
    render(this.template(), this.panel);
  }

  private template(): TemplateResult {
    const { turns, busy, indexState } = this.conversation;
    return html`
      <div class="main" ?inert=${this.footnotes.isOpen && this.covering}>
        <header class="head" part="header">
          <h2 id="heading" class="heading" dir="auto">${this.t('heading')}</h2>
          ${turns.length ? action('new', ICONS.add, this.t('newChat'), () => void this.showConversation(null)) : nothing}
          ${this.modal ? action('close', ICONS.close, this.t('close'), () => this.close()) : nothing}
        </header>
        ${navigator.onLine ? nothing : html`<p class="banner" role="status">${this.t('offline')}</p>`}
        ${indexState === 'building' || indexState === 'rebuilding' ? html`<p class="banner">${this.t('building')}</p>` : nothing}
        <div class="scroll" part="log" role="log" aria-live="off" aria-label=${this.t('log')} aria-busy=${busy ? 'true' : 'false'} tabindex="0">
          ${turns.length ? repeat(turns, turn => turn.key, turn => this.turnView.template(turn)) : this.welcome()}
          ${turns.length ? this.suggestions.template() : nothing}
        </div>
        ${this.form.template()}
        <slot name="disclaimer"></slot>
      </div>
      ${this.footnotes.template()}
      <p class="unseen" role="status">${busy ? '' : this.spoken}</p>`;
  }

  private welcome(): TemplateResult {
    return html`<div class="welcome">
      <p class="greeting" dir="auto">${this.t('greeting')}</p>
      <p class="promise">${this.t('promise')}</p>
      ${this.suggestions.template()}
    </div>`;
  }

  // ---- where one is ----------------------------------------------------------------------------------------------------------------

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

  /** Esc closes what is on top; on a phone, where the chat covers the page, Tab stays within it. */
  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) {
      if (this.footnotes.hasCard) this.footnotes.hideCard();
      else if (this.footnotes.isOpen) this.footnotes.closeSource();
      else if (this.form.editing) this.form.stopEditing();
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
}
