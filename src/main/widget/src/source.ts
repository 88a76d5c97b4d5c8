import type { Catalogue } from './texts.js';
import type { SourceDocument } from './wire.js';

/** A range of a document's text that is to be marked; the chosen one is what the reader came for. */
export interface Highlight {
  start: number;
  end: number;
  number?: number;
  chosen: boolean;
}

const WHOLE_TEXT = 400_000; // characters up to which a document is shown whole
const WINDOW = 40_000; // characters shown on either side of the quote in a longer one

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Record<string, string> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** The address of a link to a place on the web, or null where it is none. */
export function webAddress(uri: string | null | undefined): URL | null {
  try {
    const url = new URL(uri ?? '');
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Fills `box` with the document's text, set as it was in the original, and brings the chosen mark to the middle of `scroller`. */
export function showText(box: HTMLElement, scroller: Element, source: SourceDocument, marks: Highlight[], texts: Catalogue): void {
  const text = source.text, chosen = marks.find(mark => mark.chosen) ?? { start: 0, end: 0 }, ranges = rangesOf(source);
  const set = (from: number, to: number) => new Typesetter(text, ranges.filter(range => range.start < to && range.end >= from), marks).set(from, to);
  const whole = text.length <= WHOLE_TEXT;
  let from = whole ? 0 : cut(text, chosen.start - WINDOW), to = whole ? text.length : cut(text, chosen.end + WINDOW);
  const above = element('button', { type: 'button', class: 'more' }, texts.text('more_above'));
  above.addEventListener('click', () => {
    const start = cut(text, from - 2 * WINDOW), height = scroller.scrollHeight, position = scroller.scrollTop;
    above.after(...set(start, from));
    reachable(box);
    above.hidden = (from = start) === 0;
    scroller.scrollTop = position + scroller.scrollHeight - height;
  });
  const below = element('button', { type: 'button', class: 'more' }, texts.text('more_below'));
  below.addEventListener('click', () => {
    const end = cut(text, to + 2 * WINDOW);
    below.before(...set(to, end));
    reachable(box);
    below.hidden = (to = end) === text.length;
  });
  above.hidden = from === 0;
  below.hidden = to === text.length;
  box.replaceChildren(above, ...set(from, to), below);
  reachable(box);
  const found = [...box.querySelectorAll('mark.chosen')].map(mark => mark.getBoundingClientRect());
  const first = found[0], last = found.at(-1);
  if (!first || !last) {
    scroller.scrollTop = 0;
    return;
  }
  const view = scroller === document.scrollingElement ? { top: 0, height: innerHeight } : scroller.getBoundingClientRect();
  scroller.scrollTop += first.top - view.top - Math.max(view.height / 5, (view.height - (last.bottom - first.top)) / 2);
}

/** What is wider than its place is scrolled by keys as well. */
export function reachable(box: HTMLElement): void {
  for (const wide of box.querySelectorAll<HTMLElement>('.wide, pre, .prose table')) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }
}

/** A place near `at` where the text may be divided: a line's start, or else between two characters. */
function cut(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return at - line < 4_000 ? line : at - (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? 1 : 0);
}

/** A range of the text and the element that it is shown as. */
interface Range {
  start: number;
  end: number;
  kind: string;
  tag: string;
  href?: string;
}

const TAGS: Record<string, string> = { quote: 'blockquote', list: 'ul', item: 'li', table: 'table', row: 'tr', header_cell: 'th', cell: 'td',
  code_block: 'pre', strong: 'strong', emphasis: 'em', code: 'code', link: 'a' };
const WITHIN_LINES = new Set(['strong', 'em', 'code', 'a']);

/** Headings and markup as one list, outer ranges before those within them. Links that lead nowhere on the web are left out. */
function rangesOf({ headings = [], markup = [] }: SourceDocument): Range[] {
  const top = Math.min(...headings.map(heading => heading.level)); // becomes h3: the title is the h2
  const ranges: Range[] = headings.map(({ start, end, level }) => ({ start, end, kind: 'heading', tag: `h${Math.min(6, 3 + level - top)}` }));
  for (const { start, end, kind, target } of markup) {
    const tag = TAGS[kind], address = kind === 'link' ? webAddress(target) : null;
    if (tag && (kind !== 'link' || address)) ranges.push({ start, end, kind, tag, ...(address && { href: address.href }) });
  }
  // A stable sort: of equal ranges the heading stays in front, and markup in its order
  return ranges.sort((a, b) => a.start - b.start || (a.kind === 'heading' || b.kind === 'heading' ? b.end - a.end : 0));
}

/** Sets ranges of a text as elements. All that comes from the document is text nodes and addresses on the web. */
class Typesetter {
  private next = 0;

  constructor(private readonly text: string, private readonly ranges: Range[], private readonly marks: Highlight[]) {}

  /** The text in [from, to): paragraphs, one a line, and whatever else is marked up. */
  set(from: number, to: number, item?: Range): Node[] {
    const nodes: Node[] = [];
    let line: HTMLElement | null = null;
    const write = (...parts: (Node | string)[]) => {
      if (!line) nodes.push(line = element('p', { dir: 'auto' }));
      line.append(...parts);
    };
    this.walk(from, to, range => {
      const node = this.element(range, from, to);
      if (WITHIN_LINES.has(range.tag)) {
        write(node);
      } else {
        nodes.push(node);
        line = null;
      }
    }, (start, end) => {
      const sign = item?.start === start ? /^ *(?:-|\d+\.) /.exec(this.text.slice(start, Math.min(end, start + 40)))?.[0].length ?? 0 : 0;
      if (sign) write(element('span', { class: 'sign' }, ...this.words(start, start + sign)));
      for (let at = start + sign, stop; at <= end; at = stop + 1) {
        stop = this.text.indexOf('\n', at);
        if (stop < 0 || stop > end) stop = end;
        if (this.text.slice(at, stop).trim() || (line && at < stop)) write(...this.words(at, stop));
        if (stop < end) line = null;
      }
    });
    return nodes;
  }

  /** Goes through the ranges in [from, to) that lie in no other there, and what is between them. */
  private walk(from: number, to: number, range: (range: Range) => void, between: (start: number, end: number) => void): void {
    let at = from;
    for (let next; (next = this.ranges[this.next]) && (next.start < to || (next.start === to && next.end === to)); ) {
      this.next++;
      if (next.start > at) between(at, next.start);
      range(next);
      at = Math.max(at, Math.min(next.end, to));
    }
    if (at < to) between(at, to);
  }

  private element(range: Range, from: number, to: number): HTMLElement {
    const start = Math.max(range.start, from), end = Math.max(start, Math.min(range.end, to));
    const node = document.createElement(range.tag);
    if (range.tag === 'a') Object.assign(node, { href: range.href, target: '_blank', rel: 'noopener noreferrer' });
    else if (range.tag === 'ul') node.setAttribute('role', 'list'); // which some browsers take from lists without bullets
    else if (!WITHIN_LINES.has(range.tag) && range.tag !== 'table' && range.tag !== 'tr') node.dir = 'auto';
    switch (range.kind) {
      case 'quote':
      case 'item':
        node.append(...this.set(start, end, range));
        break;
      case 'list':
      case 'table':
      case 'row':
        this.parts(node, { list: 'li', table: 'caption', row: 'td' }[range.kind], start, end);
        break;
      default:
        this.walk(start, end, inner => node.append(this.element(inner, start, end)), (a, b) => node.append(...this.words(a, b)));
    }
    return range.kind === 'table' ? element('div', { class: 'wide' }, node) : node;
  }

  /** What holds parts alone: words between these, but for what separates them, become a part as well, so that none is lost. */
  private parts(node: HTMLElement, tag: string, from: number, to: number): void {
    this.walk(from, to, range => {
      const part = this.element(range, from, to);
      node.append(WITHIN_LINES.has(range.tag) ? element(tag as 'li', {}, part) : part);
    }, (start, end) => {
      if (/[^\s|]/.test(this.text.slice(start, end))) node.append(element(tag as 'li', { dir: 'auto' }, ...this.words(start, end)));
    });
  }

  private words(start: number, end: number): (Node | string)[] {
    return marked(this.text, start, end, this.marks);
  }
}

function marked(text: string, from: number, to: number, marks: Highlight[]): (Node | string)[] {
  const here = marks.filter(mark => mark.start < to && mark.end > from);
  const cuts = [...new Set([from, to, ...here.flatMap(mark => [Math.max(from, mark.start), Math.min(to, mark.end)])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i]!, part = text.slice(start, end), over = here.filter(mark => mark.start <= start && mark.end >= end);
    if (!over.length) return part;
    const numbers = over.filter(mark => mark.end === end && mark.number !== undefined).map(mark => mark.number);
    const mark = element('mark', {}, part);
    if (over.some(other => other.chosen)) mark.className = 'chosen';
    if (numbers.length) mark.dataset['number'] = numbers.join(' ');
    return mark;
  });
}
