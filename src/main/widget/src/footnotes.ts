import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { Problem, type Api } from './api.js';
import { action, ICONS, quoted, shorten } from './elements.js';
import { showText, webAddress } from './source.js';
import type { Surroundings } from './surroundings.js';
import type { Citation, SourceDocument } from './wire.js';

/** A source that has been opened, and from where. */
interface Opened {
  citation: Citation;
  all: Citation[];
  from: HTMLElement;
  source: SourceDocument | null;
  problem: Problem | null;
}

/** Footnotes: their buttons, the card that a look at one shows, and the drawer with its source. */
export class Footnotes {
  private readonly sourceBox = document.createElement('div');
  private opened: Opened | null = null;
  private card: { citation: Citation; from: HTMLElement } | null = null;
  private cardTimer = 0;

  constructor(private readonly around: Surroundings, private readonly api: Api) {
    this.sourceBox.className = 'text';
    this.sourceBox.tabIndex = 0;
    this.sourceBox.setAttribute('role', 'region');
  }

  get isOpen(): boolean {
    return this.opened !== null;
  }

  get hasCard(): boolean {
    return this.card !== null;
  }

  /** The card and the drawer, as far as they are to be seen. */
  template(): TemplateResult {
    return html`${this.cardTemplate()}${this.opened ? this.drawer(this.opened) : nothing}`;
  }

  /** Makes the buttons of an answer's footnotes. */
  notes(citations: Citation[]): (number: number, sentence: number) => Node {
    return (number, sentence) => {
      const citation = citations.find(({ index }) => index === number);
      if (!citation) return document.createTextNode(`[${number}]`);
      const note = document.createElement('button');
      note.type = 'button';
      note.className = 'footnote';
      note.textContent = String(number);
      note.dataset['sentence'] = String(sentence);
      note.setAttribute('part', 'footnote');
      note.setAttribute('aria-label', this.around.t('footnote', { n: number, title: this.title(citation) }));
      note.setAttribute('aria-haspopup', 'dialog');
      note.addEventListener('click', () => void this.openSource(citation, citations, note));
      note.addEventListener('pointerenter', event => event.pointerType === 'touch' || this.showCard(citation, note));
      note.addEventListener('focus', () => note.matches(':focus-visible') && this.showCard(citation, note));
      note.addEventListener('pointerleave', this.hideCardSoon);
      note.addEventListener('blur', this.hideCard);
      return note;
    };
  }

  /** A list of passages, each of which opens its source. */
  entries(citations: Citation[], length: number): TemplateResult {
    return html`<ol class="entries">${citations.map(citation => html`<li><button type="button" class="entry" aria-haspopup="dialog"
      @click=${(event: Event) => void this.openSource(citation, citations, event.currentTarget as HTMLElement)}>
      <span class="entry-number" aria-hidden="true">${citation.index}</span>
      <span class="entry-title" dir="auto">${this.title(citation)}${this.where(citation) ? html`<span class="place"> › ${this.where(citation)}</span>` : nothing}</span>
      <span class="entry-quote" dir="auto">${quoted(citation.quote ?? '', length)}</span></button></li>`)}</ol>`;
  }

  title(citation: Pick<Citation, 'title' | 'path'>): string {
    return citation.title || citation.path || this.around.t('untitled');
  }

  where(citation: Citation): string {
    return [...citation.heading_path ?? [], ...(citation.page == null ? [] : [this.around.t('page', { n: citation.page })])].join(' › ');
  }

  /** Where the whole document is shown, at these words. */
  address(citation: Citation): string {
    const version = citation.content_hash ? `?version=${encodeURIComponent(citation.content_hash)}` : '';
    return `${this.around.settings.server}/d/${encodeURIComponent(citation.document_id)}${version}#${citation.start}-${citation.end}`;
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
    this.around.draw();
    const card = this.around.panel.querySelector<HTMLElement>('.card')!;
    const at = from.getBoundingClientRect(), room = this.around.panel.getBoundingClientRect();
    const below = at.bottom - room.top + 6, fits = below + card.offsetHeight + 8 < room.height;
    card.style.left = `${Math.max(12, Math.min(at.left - room.left - 24, room.width - card.offsetWidth - 12))}px`;
    card.style.top = `${fits ? below : Math.max(8, at.top - room.top - card.offsetHeight - 6)}px`;
  }

  readonly hideCard = (): void => {
    clearTimeout(this.cardTimer);
    if (!this.card) return;
    this.card.from.removeAttribute('aria-describedby');
    this.highlight(this.card.from, this.opened?.from === this.card.from);
    this.card = null;
    this.around.draw();
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

  private async openSource(citation: Citation, all: Citation[], from: HTMLElement): Promise<void> {
    this.hideCard();
    if (this.opened) this.leaveSource(this.opened.from);
    const opened: Opened = this.opened = { citation, all, from, source: null, problem: null };
    from.setAttribute('aria-expanded', 'true');
    this.highlight(from, true);
    this.sourceBox.replaceChildren();
    this.around.draw();
    this.around.panel.querySelector<HTMLElement>('.drawer h2')?.focus({ preventScroll: true });
    this.around.emit('source', { citation });
    try {
      opened.source = await this.api.document(citation.document_id, citation.content_hash);
    } catch (error) {
      opened.problem = error instanceof Problem ? error : new Problem(500);
    }
    if (this.opened !== opened) return;
    this.around.draw();
    if (!opened.source) return;
    const marks = all.filter(other => other.document_id === citation.document_id && other.content_hash === citation.content_hash)
      .map(other => ({ start: other.start, end: other.end, number: other.index, chosen: other === citation }));
    showText(this.sourceBox, this.sourceBox, opened.source, marks, this.around.texts);
  }

  private drawer({ citation, all, from, source, problem }: Opened): TemplateResult {
    const original = webAddress(source?.uri ?? citation.uri);
    if (original && !original.hash) original.hash = `:~:text=${encodeURIComponent(shorten(citation.quote, 80).replace(/…$/, ''))}`;
    this.sourceBox.setAttribute('aria-label', this.title(citation));
    return html`<section class="drawer" part="source" role="dialog" aria-labelledby="source-title" aria-modal=${ifDefined(this.around.covering ? 'true' : undefined)}>
      <div class="drawer-head">
        <div><p class="over">${this.around.t('source')} ${citation.index}</p>
          <h2 id="source-title" tabindex="-1" dir="auto">${this.title(source ?? citation)}</h2>
          <p class="about">${[this.where(citation), citation.path].filter(Boolean).map(part => html`<span dir="auto">${part}</span>`)}
            <span><a href=${this.address(citation)} target="_blank" rel="noopener">${this.around.t('fullPage')}</a></span>
            ${original ? html`<span><a href=${original.href} target="_blank" rel="noopener noreferrer">${original.host}</a></span>` : nothing}</p></div>
        ${action('close', ICONS.close, this.around.t('closeSource'), () => this.closeSource())}
      </div>
      ${source && source.current === false ? html`<p class="banner">${this.around.t('changed')}</p>` : nothing}
      ${source && source.text.slice(citation.start, citation.end) !== citation.quote ? html`<p class="banner">${this.around.t('moved')}</p>` : nothing}
      ${problem ? html`<div class="failure"><p>${this.around.explain(problem)}</p>
          <blockquote dir="auto">${citation.quote}</blockquote>
          <button type="button" class="plain" @click=${() => void this.openSource(citation, all, from)}>${this.around.t('retry')}</button></div>`
        : source ? this.sourceBox : html`<p class="waiting">${this.around.t('openingSource')}</p>`}
    </section>`;
  }

  private leaveSource(from: HTMLElement): void {
    from.removeAttribute('aria-expanded');
    this.highlight(from, false);
  }

  closeSource(): void {
    if (!this.opened) return;
    const { from } = this.opened;
    this.leaveSource(from);
    this.opened = null;
    this.around.draw();
    from.focus({ preventScroll: true });
    this.hideCard();
  }
}
