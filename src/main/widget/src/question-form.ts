import { html, nothing, type TemplateResult } from 'lit/html.js';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { LONGEST_QUESTION, type Conversation } from './conversation.js';
import { icon, ICONS } from './elements.js';
import type { Surroundings } from './surroundings.js';

const COUNTED_FROM = 1_800;

/** The box in which questions are written, and the last one edited. */
export class QuestionForm {
  /** Whether the last question is being edited. */
  editing = false;
  private draft = '';

  constructor(private readonly around: Surroundings, private readonly conversation: Conversation) {}

  template(): TemplateResult {
    const { t, texts } = this.around, length = this.draft.trim().length, left = LONGEST_QUESTION - length;
    const submit = (event: Event) => {
      event.preventDefault();
      this.submit();
    };
    return html`<form class="ask" part="form" @submit=${submit}>
      ${this.editing ? html`<p class="editing">${t('editing')}
        <button type="button" class="plain" @click=${() => this.stopEditing()}>${t('dismiss')}</button></p>` : nothing}
      <div class="box">
        <textarea class="question-box" part="input" rows="1" dir="auto" enterkeyhint="send" autocomplete="off" aria-label=${t('question')}
          aria-describedby="hint" aria-invalid=${left < 0 ? 'true' : 'false'} placeholder=${t('placeholder')} .value=${live(this.draft)}
          @input=${this.typed} @keydown=${this.typing}></textarea>
        ${this.conversation.busy ? keyed('stop', html`<button type="button" class="send stop" part="stop" aria-label=${t('stop')} title=${t('stop')}
            @click=${() => this.conversation.stop()}>${icon(ICONS.stop)}</button>`)
          : keyed('send', html`<button class="send" part="send" aria-label=${t('send')} title=${t('send')}
            aria-disabled=${length && left >= 0 ? 'false' : 'true'}>${icon(ICONS.send)}</button>`)}
      </div>
      <p class="hint"><span id="hint">${t('hint')}</span>
        <span class="counter" role="status">${length < COUNTED_FROM ? '' : left < 0 ? texts.count('tooLong', -left) : texts.count('left', left)}</span></p>
    </form>`;
  }

  get input(): HTMLTextAreaElement | null {
    return this.around.panel.querySelector('textarea.question-box');
  }

  focus(): void {
    this.input?.focus({ preventScroll: true });
  }

  edit(): void {
    const last = this.conversation.last;
    if (!last) return;
    this.editing = true;
    this.write(last.question);
    this.input?.focus();
    this.input?.setSelectionRange(this.draft.length, this.draft.length);
  }

  stopEditing(): void {
    this.editing = false;
    this.write('');
    this.input?.focus();
  }

  private readonly typed = (event: Event): void => {
    const input = event.target as HTMLTextAreaElement;
    this.draft = input.value;
    this.grow(input);
    this.around.redraw();
  };

  private readonly typing = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'ArrowUp' && !this.draft && !this.conversation.busy && this.conversation.last) {
      event.preventDefault();
      this.edit();
    }
  };

  private submit(): void {
    const question = this.draft.trim(), { editing } = this;
    if (!this.conversation.takes(question)) return;
    this.editing = false;
    this.write('');
    void (editing ? this.conversation.replaceLast(question) : this.conversation.ask(question));
  }

  private write(text: string): void {
    this.draft = text;
    this.around.draw();
    if (this.input) this.grow(this.input);
  }

  private grow(input: HTMLTextAreaElement): void {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  }
}
