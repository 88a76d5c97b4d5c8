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

/** Fills `box` with the document's text, as text nodes alone, and brings the chosen mark to the middle of `scroller`. */
export function showText(box: HTMLElement, scroller: Element, source: SourceDocument, marks: Highlight[], texts: Catalogue): void {
  const text = source.text, chosen = marks.find(mark => mark.chosen) ?? { start: 0, end: 0 };
  const top = Math.min(...(source.headings ?? []).map(heading => heading.level)); // becomes h3: the title is the h2
  const headings = (source.headings ?? []).map(({ start, level }) => ({ start, tag: `h${Math.min(6, 3 + level - top)}` as 'h3' }))
    .sort((a, b) => a.start - b.start);
  const whole = text.length <= WHOLE_TEXT;
  let from = whole ? 0 : cut(text, chosen.start - WINDOW), to = whole ? text.length : cut(text, chosen.end + WINDOW);
  const above = element('button', { type: 'button', class: 'more' }, texts.text('more_above'));
  above.addEventListener('click', () => {
    const start = cut(text, from - 2 * WINDOW), height = scroller.scrollHeight, position = scroller.scrollTop;
    above.after(...paragraphs(text, headings, start, from, marks));
    above.hidden = (from = start) === 0;
    scroller.scrollTop = position + scroller.scrollHeight - height;
  });
  const below = element('button', { type: 'button', class: 'more' }, texts.text('more_below'));
  below.addEventListener('click', () => {
    const end = cut(text, to + 2 * WINDOW);
    below.before(...paragraphs(text, headings, to, end, marks));
    below.hidden = (to = end) === text.length;
  });
  above.hidden = from === 0;
  below.hidden = to === text.length;
  box.replaceChildren(above, ...paragraphs(text, headings, from, to, marks), below);
  const found = [...box.querySelectorAll('mark.chosen')].map(mark => mark.getBoundingClientRect());
  const first = found[0], last = found.at(-1);
  if (!first || !last) {
    scroller.scrollTop = 0;
    return;
  }
  const view = scroller === document.scrollingElement ? { top: 0, height: innerHeight } : scroller.getBoundingClientRect();
  scroller.scrollTop += first.top - view.top - Math.max(view.height / 5, (view.height - (last.bottom - first.top)) / 2);
}

/** A place near `at` where the text may be divided: a line's start, or else between two characters. */
function cut(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return at - line < 4_000 ? line : at - (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? 1 : 0);
}

/** The lines of `text` in [from, to), each a paragraph or a heading; offsets stay those of the whole text. */
function paragraphs(text: string, headings: { start: number; tag: 'h3' }[], from: number, to: number, marks: Highlight[]): Node[] {
  const nodes: Node[] = [];
  let next = headings.findIndex(heading => heading.start >= from);
  if (next < 0) next = headings.length;
  for (let start = from, end; start < to; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0 || end > to) end = to;
    const heading = headings[next], here = heading && heading.start < end ? heading : null;
    while (headings[next] && headings[next]!.start < end) next++;
    if (!text.slice(start, end).trim()) continue;
    nodes.push(element(here?.tag ?? 'p', { dir: 'auto' }, ...marked(text, start, end, marks)));
  }
  return nodes;
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
