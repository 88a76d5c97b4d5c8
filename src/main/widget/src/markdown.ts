import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import type { Answer, Sentence } from './wire.js';

/*
 * An answer's text becomes nodes in three steps: the places of sentences and footnotes are written into it as rare brackets, the whole is
 * rendered and sanitised, and then the brackets become elements. The brackets are punctuation, because emphasis in Markdown depends on what
 * stands beside it. Where a text has such brackets of its own they are replaced first, one character by one, so that offsets stay true.
 */
const NOTE = '⸨', NOTE_END = '⸩', CITED = '⸤', CITED_END = '⸥', BARE = '⸢', BARE_END = '⸣';
const BRACKETS = /[⸢⸣⸤⸥⸨⸩]/g;
const PIECES = /([⸢⸣⸤⸥]|⸨\d+⸩)/;
/** What begins a line in Markdown and must stay its beginning. */
const LINE_MARKUP = /^(?:\s|[-*+]\s|\d+[.)]\s|#{1,6}\s|>\s?|\|\s?)*/;

const escape = (text: string) => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    // Shown as the characters that they are: neither a document nor a model has markup of its own here
    html: ({ text }) => escape(text),
    // Only its description: an image would load from elsewhere
    image: ({ text, href }) => escape(text || href),
    heading({ tokens, depth }) {
      return `<h${Math.min(6, depth + 3)}>${this.parser.parseInline(tokens)}</h${Math.min(6, depth + 3)}>`;
    },
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

const purifier = DOMPurify(window);
purifier.addHook('afterSanitizeAttributes', node => {
  for (const { name, value } of [...node.attributes]) {
    if (BRACKETS.test(value)) node.setAttribute(name, value.replace(BRACKETS, ''));
    BRACKETS.lastIndex = 0;
  }
  if (node.localName === 'a' && node.hasAttribute('href')) {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer nofollow');
  }
});

/** Returns the nodes of a text in Markdown; nothing in them can run, load or leave the page but links that a reader follows. */
function safe(markdown: string): DocumentFragment {
  return purifier.sanitize(marked.parse(markdown, { async: false }), {
    ALLOWED_TAGS: ['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'ul', 'ol', 'li', 'blockquote', 'h4', 'h5', 'h6', 'table', 'thead',
      'tbody', 'tr', 'th', 'td', 'hr', 'a'],
    ALLOWED_ATTR: ['href', 'start'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

function plain(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const paragraph of text.split(/\n\s*\n/)) {
    if (!paragraph.trim()) continue;
    const p = document.createElement('p');
    p.textContent = paragraph;
    fragment.append(p);
  }
  return fragment;
}

const without = (text: string) => text.replace(BRACKETS, bracket => ('⸢⸤⸨'.includes(bracket) ? '｟' : '｠'));

/** Makes the button of a footnote. */
export type Footnote = (number: number, sentence: number) => Node;

/** What an extractor copied from a document is no Markdown: an asterisk in it is an asterisk. */
const isMarkdown = (backend: string | undefined) => backend !== 'extractive';

/** Returns the nodes of a complete answer, each sentence in a `span.sentence` or, where nothing bears it out, a `span.unsupported`. */
export function answerNodes(answer: Answer, footnote: Footnote, unsupported: string): DocumentFragment {
  const known = new Set(answer.citations?.map(citation => citation.index));
  const judged = answer.status === 'answered' || answer.status === 'partial';
  const text = annotate(without(answer.answer), answer.sentences ?? [], known, judged);
  return withElements(isMarkdown(answer.backend) ? safe(text) : plain(text), footnote, unsupported);
}

/** Marks sentences and the footnotes behind them. A "[1]" inside a sentence is the sentence's own text and stays. */
function annotate(text: string, sentences: Sentence[], known: Set<number>, judged: boolean): string {
  let out = '', at = 0;
  for (const { start, end, citations = [] } of [...sentences].sort((a, b) => a.start - b.start)) {
    if (!(start >= at && end > start && end <= text.length)) continue;
    const markers = /^(?:\s*\[\d+\])*/.exec(text.slice(end))![0];
    const numbers = new Set([...markers.matchAll(/\d+/g)].map(([number]) => Number(number)).concat(citations));
    const notes = [...numbers].filter(number => known.has(number));
    const sentence = text.slice(start, end), lead = LINE_MARKUP.exec(sentence)![0];
    const [open, close] = notes.length ? [CITED, CITED_END] : judged ? [BARE, BARE_END] : ['', ''];
    out += text.slice(at, start) + lead + open + sentence.slice(lead.length) + close
      + notes.map(number => NOTE + number + NOTE_END).join('');
    at = end + markers.length;
  }
  return out + text.slice(at);
}

/** Keeps a footnote on the line of the word before it. */
function together(before: Node | undefined, note: Node): Node {
  const box = document.createDocumentFragment();
  const [, head, tail] = /^([^]*?)(\S{1,16})$/u.exec(before?.textContent ?? '') ?? [];
  if (!before || tail === undefined || before.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
    box.append(...(before ? [before] : []), note);
    return box;
  }
  const word = before.cloneNode(), line = document.createElement('span');
  if (before.nodeType === Node.TEXT_NODE) word.nodeValue = tail;
  else word.textContent = tail;
  line.className = 'together';
  line.append(word, note);
  if (head) {
    before.textContent = head;
    box.append(before);
  }
  box.append(line);
  return box;
}

function withElements(fragment: DocumentFragment, footnote: Footnote, unsupported: string): DocumentFragment {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT), texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  let sentence = -1, open = '';
  for (const text of texts) {
    const pieces = text.data.split(PIECES);
    if (pieces.length === 1 && !open) continue;
    const nodes: Node[] = [];
    for (const piece of pieces) {
      if (piece === CITED || piece === BARE) {
        open = piece;
        sentence++;
      } else if (piece === CITED_END || piece === BARE_END) {
        open = '';
      } else if (piece.startsWith(NOTE)) {
        nodes.push(together(nodes.pop(), footnote(Number(piece.slice(1, -1)), sentence)));
      } else if (piece && open && piece.trim()) {
        const span = document.createElement('span');
        span.className = open === CITED ? 'sentence' : 'unsupported';
        span.dataset['sentence'] = String(sentence);
        if (open === BARE) span.title = unsupported;
        span.textContent = piece;
        nodes.push(span);
      } else if (piece) {
        nodes.push(document.createTextNode(piece));
      }
    }
    text.replaceWith(...nodes);
  }
  return fragment;
}

/** A footnote that was told while the answer is still being written: behind how many characters its mark belongs. */
export interface Mark {
  index: number;
  after: number;
}

/**
 * The text of an answer that is still being written. Only the blocks that changed are rendered again, so that a long answer costs no more
 * per token than a short one.
 */
export class Draft {
  readonly element = document.createElement('div');
  private readonly blocks: { source: string; box: HTMLElement }[] = [];
  private dropped = 0;

  constructor(private readonly footnote: Footnote) {
    this.element.className = 'prose draft';
    this.element.dir = 'auto';
  }

  /** Takes away from its beginning what lies within so many characters of the whole. */
  dropUntil(character: number): void {
    for (let first; (first = this.blocks[0]); this.blocks.shift()) {
      const length = first.box.textContent!.length;
      if (this.dropped + length > character) return;
      this.dropped += length;
      first.box.remove();
    }
  }

  show(text: string, marks: Mark[], markdown: boolean): void {
    let source = '', at = 0;
    const clean = without(text);
    for (const { index, after } of [...marks].sort((a, b) => a.after - b.after)) {
      const place = Math.min(Math.max(after, at), clean.length);
      source += clean.slice(at, place) + NOTE + index + NOTE_END;
      at = place;
    }
    // A link or footnote that has only begun is held back until it is whole
    source += clean.slice(at).replace(/(?:!?\[[^\]\n]{0,200}|\]\([^)\n]{0,500})$/, '');
    const blocks = markdown ? divide(source) : [source];
    blocks.forEach((block, i) => {
      const shown = this.blocks[i];
      if (shown?.source === block) return;
      const box = shown?.box ?? this.element.appendChild(document.createElement('div'));
      box.replaceChildren(withElements(markdown ? safe(block) : plain(block), this.footnote, ''));
      this.blocks[i] = { source: block, box };
    });
    this.blocks.splice(blocks.length).forEach(({ box }) => box.remove());
  }
}

const PIECE = 2_000; // characters whose layout is one task

/** Lets the browser draw, and listen to its user, before what follows. */
const pause = () => (document.hidden ? Promise.resolve() : new Promise<void>(resolve => setTimeout(resolve)));

/** Puts a finished answer in the place of its draft, which stands in `prose`, piece by piece: so a long one holds nothing up. */
export async function settle(prose: HTMLElement, draft: Draft, make: () => DocumentFragment): Promise<void> {
  await pause();
  const nodes = make();
  let put = 0, paused = 0;
  while (nodes.firstChild) {
    if (put - paused >= PIECE) {
      await pause();
      paused = put;
    }
    put += nodes.firstChild.textContent?.length ?? 0;
    prose.insertBefore(nodes.firstChild, draft.element);
    draft.dropUntil(put);
  }
  draft.element.remove();
  await pause();
}

/**
 * Does once, while nobody waits, what is slow the first time: the browser compiles patterns and prepares its parser.
 */
export const warm = (): void => void safe('*a* **b** `c` [d](https://example.org)\n\n> e\n\n- f\n\n| g |\n|---|\n| h |');

/** Divides Markdown at blank lines outside of fenced code. */
function divide(source: string): string[] {
  const blocks: string[] = [];
  let block = '', fence = '';
  for (const line of source.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && !fence) fence = mark;
    else if (mark && fence && mark[0] === fence[0] && mark.length >= fence.length) fence = '';
    if (!fence && !line.trim() && block) {
      blocks.push(block);
      block = '';
    } else {
      block += line + '\n';
    }
  }
  if (block.trim()) blocks.push(block);
  return blocks;
}
