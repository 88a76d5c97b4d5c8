import { html, nothing, type TemplateResult } from 'lit/html.js';
import { Problem, type Api } from './api.js';
import type { Conversation } from './conversation.js';
import { action, ICONS, quoted } from './elements.js';
import type { Footnotes } from './footnotes.js';
import { answerNodes, Draft, settle } from './markdown.js';
import type { QuestionForm } from './question-form.js';
import type { Surroundings } from './surroundings.js';
import type { Turn } from './turn.js';
import type { Answer, Citation, Rating } from './wire.js';

const SETTLED_AT_ONCE = 3_000; // characters of an answer that takes its draft's place in one task
const REASONS = ['wrong', 'incomplete', 'source', 'other'] as const;

const folded = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');

/** How a question and what has come of it are shown, and what one can do with an answer: copy it, judge it, have it given again. */
export class TurnView {
  constructor(private readonly around: Surroundings, private readonly api: Api, private readonly conversation: Conversation,
    private readonly footnotes: Footnotes, private readonly form: QuestionForm) {}

  /** Makes the elements of its text, or brings them up to date. */
  prepare(turn: Turn): void {
    if (turn.answer && turn.phase === 'done') {
      if (!turn.prose) (turn.prose = this.prose(turn.answer)).append(this.nodes(turn.answer));
      if ((turn.answer.alternatives?.length ?? 0) > 1) turn.disagreement ??= this.disagreement(turn.answer);
    } else if (turn.text && turn.phase !== 'done') {
      turn.draft ??= new Draft(number => this.footnotes.notes(turn.cited)(number, -1));
      turn.draft.show(turn.text, turn.marks, turn.phase === 'generating' || turn.marks.length > 0 || turn.phase === 'stopped');
    }
  }

  /** Lets the whole answer take the place of its draft: a long one goes on showing it until `settle` has put each part in its place. */
  complete(turn: Turn, answer: Answer): void {
    if (turn.draft && answer.answer.length > SETTLED_AT_ONCE) (turn.prose = this.prose(answer)).append(turn.draft.element);
    else turn.draft = null;
  }

  async settle({ answer, prose, draft }: Turn): Promise<void> {
    if (!answer || !prose || !draft) return;
    this.around.draw();
    await settle(prose, draft, () => this.nodes(answer));
  }

  template(turn: Turn): TemplateResult {
    return html`<article class="turn" part="turn">
      <h3 class="asked" part="question" dir="auto">${turn.question}</h3>
      <div class="body">${turn.phase === 'done' ? this.answer(turn)
        : turn.phase === 'failed' ? this.failure(turn)
        : turn.phase === 'stopped' ? this.stopped(turn) : this.waiting(turn)}</div>
    </article>`;
  }

  private prose({ status }: Answer): HTMLElement {
    const prose = document.createElement('div');
    prose.className = status === 'not_found' ? 'prose aside' : 'prose';
    prose.dir = 'auto';
    prose.setAttribute('part', 'answer');
    return prose;
  }

  private nodes(answer: Answer): DocumentFragment {
    return answerNodes(answer, this.footnotes.notes(answer.citations ?? []), this.around.t('unsupported'));
  }

  private waiting(turn: Turn): TemplateResult {
    const { t, texts } = this.around;
    const text = turn.reconnecting ? t('reconnecting')
      : turn.phase === 'reading' && turn.sources ? texts.count('readingSome', turn.sources)
      : t(turn.phase as 'connecting');
    return html`${turn.draft ? turn.draft.element : nothing}
      <p class="waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span>${text}</span></p>`;
  }

  private stopped(turn: Turn): TemplateResult {
    return html`${turn.draft ? turn.draft.element : nothing}
      <div class="failure quiet"><p>${this.around.t('stopped')}</p>
      ${turn === this.conversation.last ? html`<button type="button" class="plain"
        @click=${() => void this.conversation.again(turn)}>${this.around.t('retry')}</button>` : nothing}</div>`;
  }

  private failure(turn: Turn): TemplateResult {
    const { t } = this.around, problem = turn.problem!, why = this.around.explain(problem), left = Math.ceil((problem.retryAt - Date.now()) / 1000);
    return html`${turn.draft ? turn.draft.element : nothing}
      <div class="failure" part="error">
        <p dir="auto">${why}</p>
        ${problem.message && problem.message !== why ? html`<p class="detail" dir="auto">${problem.message}</p>` : nothing}
        ${turn === this.conversation.last && problem.status !== 401 ? html`<button type="button" class="plain" ?disabled=${left > 0}
          @click=${() => void this.conversation.again(turn)}>${left > 0 ? t('retryIn', { n: left }) : t('retry')}</button>` : nothing}
      </div>`;
  }

  private answer(turn: Turn): TemplateResult {
    const { t, texts } = this.around, answer = turn.answer!, found = answer.status !== 'not_found';
    const { citations = [], nearest = [], answer: text } = answer;
    const understood = answer.understood_as && folded(answer.understood_as) !== folded(turn.question) ? answer.understood_as : null;
    const said = text && (found || !/^not in (these|the) documents\.?$/i.test(text.trim()));
    const short = found && answer.short_answer && folded(answer.short_answer) !== folded(text) ? answer.short_answer : null;
    const notes = this.notes(turn, answer);
    return html`
      ${understood ? html`<p class="understood" part="understood" dir="auto">${t('understood')}: <q>${understood}</q></p>` : nothing}
      ${found ? nothing : html`<p class="absent" part="not-found">${t('notFound')}</p>`}
      ${short ? html`<p class="short" dir="auto">${short}</p>` : nothing}
      ${said ? turn.prose : nothing}
      ${notes.length ? html`<ul class="notes">${notes.map(note => html`<li dir="auto">${note}</li>`)}</ul>` : nothing}
      ${!found && nearest.length ? html`<p class="why">${t(said ? 'nearest' : 'notFoundWhy')}</p>${this.footnotes.entries(nearest, 240)}` : nothing}
      ${citations.length ? this.list(turn, 'sources', texts.count('sources', citations.length), citations,
        citations.length <= 2 && this.around.settings.mode === 'page') : nothing}
      ${found && nearest.length ? this.list(turn, 'nearest', t('nearest'), nearest, false) : nothing}
      ${this.actions(turn, answer)}
      ${turn.feedback === 'open' ? this.feedbackForm(turn) : nothing}`;
  }

  /** What must be known of an answer beside its text. */
  private notes({ prose, disagreement }: Turn, answer: Answer): (string | Node[])[] {
    const { t, texts } = this.around;
    const unsupported = new Set([...prose!.querySelectorAll<HTMLElement>('.unsupported')].map(span => span.dataset['sentence'])).size;
    return [
      answer.status === 'partial' && !answer.unanswered?.length ? t('partial') : '',
      answer.unanswered?.length ? t('unanswered', { parts: texts.list(answer.unanswered.map(part => quoted(part, 200))) }) : '',
      disagreement ?? '',
      answer.finish_reason === 'truncated' ? answer.interruption || t('truncated') : '',
      answer.finish_reason === 'cancelled' ? t('cancelled') : '',
      answer.fallback ? t('fallback') : '',
      unsupported ? texts.count('unsupported', unsupported) : '',
      answer.citations_dropped ? texts.count('dropped', answer.citations_dropped) : '',
    ].filter(Boolean);
  }

  /** "The documents disagree: 1838 [1] or 1841 [2]", with the footnotes that open these places. */
  private disagreement({ alternatives = [], citations = [] }: Answer): Node[] {
    const note = this.footnotes.notes(citations);
    const [before, after] = this.around.t('disagree', { answers: '\0' }).split('\0');
    const list = this.around.texts.parts(alternatives.map((_, i) => String(i)), 'disjunction').map(({ type, value }) => {
      const alternative = type === 'element' ? alternatives[Number(value)] : undefined;
      return alternative ? [document.createTextNode(alternative.short_answer), note(alternative.citation, -1)] : [document.createTextNode(value)];
    });
    return [document.createTextNode(before ?? ''), ...list.flat(), document.createTextNode(after ?? '')];
  }

  private list(turn: Turn, name: string, summary: string, citations: Citation[], open: boolean): TemplateResult {
    const toggled = (event: Event) => {
      if (!(event.target as HTMLDetailsElement).open || turn.listed.has(name)) return;
      turn.listed.add(name);
      this.around.draw();
    };
    return html`<details class="sources" part=${name} ?open=${open} @toggle=${toggled}>
      <summary dir="auto">${summary}</summary>${open || turn.listed.has(name) ? this.footnotes.entries(citations, 160) : nothing}</details>`;
  }

  private actions(turn: Turn, { answer }: Answer): TemplateResult {
    const { t } = this.around, last = turn === this.conversation.last && !this.conversation.busy;
    return html`<div class="actions" role="group" aria-label=${turn.question}>
        ${answer ? action('copy', ICONS.copy, t(turn.copied ? 'copied' : turn.copied === false ? 'copyFailed' : 'copy'), () => void this.copy(turn)) : nothing}
        ${action('up', ICONS.up, t('good'), () => void this.rate(turn, 'up'), turn.rating === 'up')}
        ${action('down', ICONS.down, t('bad'), () => void this.rate(turn, 'down'), turn.rating === 'down')}
        ${last ? action('again', ICONS.again, t('regenerate'), () => void this.conversation.replaceLast(turn.question)) : nothing}
        ${last ? action('edit', ICONS.edit, t('edit'), () => this.form.edit()) : nothing}
        <span class="said">${turn.copied ? t('copied') : turn.feedback === 'sent' ? t('thanks') : turn.feedback === 'failed' ? t('failed') : ''}</span>
      </div>`;
  }

  private feedbackForm(turn: Turn): TemplateResult {
    const { t } = this.around;
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const data = new FormData(event.target as HTMLFormElement);
      void this.rate(turn, 'down', String(data.get('reason') ?? 'other'), String(data.get('comment') ?? '').trim());
      this.form.focus();
    };
    const dismiss = () => {
      turn.feedback = 'closed';
      this.around.draw();
      this.form.focus();
    };
    return html`<form class="feedback" part="feedback" @submit=${submit}>
      <fieldset><legend>${t('why')}</legend>${REASONS.map(reason => html`
        <label class="reason"><input type="radio" name="reason" value=${reason}> <span>${t(`reason_${reason}`)}</span></label>`)}</fieldset>
      <label class="comment"><span>${t('comment')}</span><textarea name="comment" rows="2" maxlength="2000" dir="auto"></textarea></label>
      <div class="row"><button class="plain strong">${t('sendFeedback')}</button>
      <button type="button" class="plain" @click=${dismiss}>${t('dismiss')}</button></div>
    </form>`;
  }

  private async rate(turn: Turn, rating: Rating, reason?: string, comment?: string): Promise<void> {
    turn.rating = rating;
    turn.feedback = rating === 'down' && reason === undefined ? 'open' : 'sent';
    this.around.draw();
    const form = turn.feedback === 'open' && this.around.panel.querySelector<HTMLElement>('.feedback');
    if (form) {
      form.querySelector<HTMLElement>('[type=radio]')!.focus({ preventScroll: true });
      form.scrollIntoView({ block: 'nearest' });
    }
    try {
      await this.api.rate(turn.answer!.id, rating, reason, comment);
      this.around.emit('feedback', { answer_id: turn.answer!.id, rating, reason });
      if (turn.feedback === 'sent') this.around.say(this.around.t('thanks'));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      turn.feedback = 'failed';
      this.around.say(this.around.explain(error));
    }
    this.conversation.store();
    this.around.redraw();
  }

  private async copy(turn: Turn): Promise<void> {
    const { answer, citations = [] } = turn.answer!;
    const sources = citations.map(citation => `[${citation.index}] ${[this.footnotes.title(citation), this.footnotes.where(citation)].filter(Boolean).join(', ')}: `
      + `${quoted(citation.quote, 10_000)} ${this.footnotes.address(citation)}`);
    const text = [answer, ...(sources.length ? [`${this.around.t('textSources')}:\n${sources.join('\n')}`] : [])].join('\n\n');
    turn.copied = await this.toClipboard(text);
    this.around.say(this.around.t(turn.copied ? 'copied' : 'copyFailed'));
    this.around.redraw();
    setTimeout(() => {
      turn.copied = null;
      this.around.redraw();
    }, 2_000);
  }

  private async toClipboard(text: string): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not over plain HTTP, nor where the host page forbids it: the old way
      const box = document.createElement('textarea'), focused = this.around.root.activeElement as HTMLElement | null;
      box.value = text;
      box.className = 'unseen';
      this.around.panel.append(box);
      box.select();
      const done = document.execCommand('copy');
      box.remove();
      focused?.focus();
      return done;
    }
  }
}
