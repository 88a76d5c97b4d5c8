import { html, nothing, type TemplateResult } from 'lit/html.js';
import { Problem, type Api } from './api.js';
import type { Conversation } from './conversation.js';
import type { Surroundings } from './surroundings.js';
import type { Scope } from './wire.js';

/** Questions that one may ask next. They are a courtesy: without them there is still a box to ask in, which will tell what is wrong. */
export class Suggestions {
  private questions: string[] = [];
  private begun = false;

  constructor(private readonly around: Surroundings, private readonly api: Api, private readonly conversation: Conversation) {}

  clear(): void {
    this.questions = [];
  }

  /** Finds some for a conversation that has not begun, unless that was done before. */
  async findFirst(anew = false): Promise<void> {
    if (this.begun && !anew) return;
    this.begun = true;
    if (this.conversation.turns.length) return;
    const found = await this.find(this.around.settings.scope, []);
    if (!this.conversation.turns.length) this.questions = found;
    this.around.redraw();
  }

  /**
   * Finds some about the documents that the last answer rests on.
   *
   * @return whether there are some to be shown
   */
  async findNext(): Promise<boolean> {
    const last = this.conversation.last, answer = last?.answer;
    const passages = answer?.citations?.length ? answer.citations : answer?.nearest ?? [];
    const documents = [...new Set(passages.map(citation => citation.document_id))];
    if (!documents.length) return false;
    const found = await this.find({ ...this.around.settings.scope, documents }, this.conversation.turns.map(({ question }) => question));
    if (last !== this.conversation.last || this.conversation.busy) return false;
    this.questions = found;
    return found.length > 0;
  }

  private async find(scope: Scope, asked: string[]): Promise<string[]> {
    if (!this.around.settings.suggesting) return [];
    try {
      return (await this.api.suggestions(scope, asked)).suggestions.map(({ question }) => question);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return [];
    }
  }

  template(): TemplateResult | typeof nothing {
    return this.questions.length && !this.conversation.busy ? html`
      <ul class="suggestions" part="suggestions" aria-label=${this.around.t('suggested')}>${this.questions.map(question => html`
        <li><button type="button" dir="auto" @click=${() => void this.conversation.ask(question)}>${question}</button></li>`)}</ul>` : nothing;
  }
}
