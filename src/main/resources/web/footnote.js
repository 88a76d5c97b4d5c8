/*
 * The page at `/` asks and shows answers; at `/d/{documentId}#start-end` it shows one document with that range marked.
 * Whatever comes from a document or a model reaches the page as text nodes only: nothing here parses markup.
 */

const $ = id => document.getElementById(id);
const log = $('log'), form = $('ask'), input = $('question'), panel = $('source'), tip = $('tip');
const wide = matchMedia('(min-width: 60rem)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const touch = matchMedia('(pointer: coarse)');

const WHOLE_TEXT = 400_000; // characters up to which a document is shown whole
const WINDOW = 40_000; // characters shown on either side of the quote in a longer one
const COUNTER_FROM = 1_800;
const EXAMPLES_FOR = 'New Zealand–United States relations';
const EXAMPLES = ['How many frigates did New Zealand send to the Korean War?', 'Who won the 2005 U.S. Open Golf Championship?',
  'What is the ANZUS Treaty?'];

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') node.addEventListener('click', value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter(child => child != null && child !== false && child !== ''));
  return node;
}

const button = (className, label, onclick, attributes) => element('button', { type: 'button', class: className, onclick, ...attributes }, label);
const plural = (n, one, many = one + 's') => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
const shorten = (text, length) => text.length <= length ? text : text.slice(0, length).replace(/[\s\p{P}]*\S{0,24}$/u, '') + '…';
const quoted = (text, length) => `“${shorten(text.replace(/\s+/g, ' ').trim(), length)}”`;
const titleOf = source => source.title || source.path || 'Untitled';
const placeOf = citation => [...(citation.heading_path ?? []), ...(citation.page == null ? [] : [`p. ${citation.page}`])].join(' › ');

// ---- the service -----------------------------------------------------------------------------------------------------------------

/** Resolves to the JSON of a good response; rejects with an Error whose message is fit to be shown. */
async function api(path, { headers, ...options } = {}) {
  let response, body = null;
  try {
    response = await fetch(path, { headers: { Accept: 'application/json, application/problem+json', ...headers }, ...options });
    body = await response.json();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    if (!response) throw new Error('The service cannot be reached.');
  }
  if (response.ok && body) return body;
  const error = new Error(body?.detail || (response.ok ? 'The service sent an answer that cannot be read.'
    : `The service answered with status ${response.status}.`));
  error.title = body?.title;
  if (response.status === 429 || response.status === 503) error.message += waitOf(response.headers.get('Retry-After'));
  throw error;
}

function waitOf(retryAfter) {
  const seconds = Math.ceil(/^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000);
  return !(seconds > 0) ? '' : ` Try again in ${seconds < 120 ? plural(seconds, 'second') : plural(Math.ceil(seconds / 60), 'minute')}.`;
}

async function showDocuments() {
  try {
    const { documents, next_cursor: more, index_state: state } = await api('/v1/documents?limit=100');
    const titles = documents.slice(0, 3).map(document => shorten(titleOf(document), 80));
    const rest = documents.length - titles.length;
    if (rest > 0 || more) titles.push(more ? 'many more' : plural(rest, 'other'));
    $('from').textContent = titles.length ? `Answers from ${new Intl.ListFormat('en').format(titles)}.`
      : 'There are no documents to answer from yet.';
    const examples = documents.some(document => document.title === EXAMPLES_FOR) ? EXAMPLES : await suggestions([]);
    $('examples').replaceChildren(...examples.map(question => button('example', question, () => ask(question))));
    showState(state);
    if (state !== 'ready') setTimeout(showDocuments, 10_000);
  } catch (error) {
    $('from').textContent = error.message;
  }
}

/** Questions that the documents are proven to answer, none of them asked before; none where that fails: they are a courtesy. */
async function suggestions(documents) {
  try {
    const asked = [...log.querySelectorAll('.question')].map(question => question.textContent);
    const found = await api('/v1/suggestions', { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ documents, asked }) });
    return found.suggestions.map(suggestion => suggestion.question);
  } catch {
    return [];
  }
}

async function suggestNext(turn, result) {
  const documents = [...new Set((result.citations.length ? result.citations : result.nearest).map(citation => citation.document_id))];
  const questions = documents.length ? await suggestions(documents) : [];
  if (questions.length && turn === log.lastElementChild && !pending) {
    turn.append(element('div', { class: 'examples next', role: 'group', 'aria-label': 'Suggested questions' },
      questions.map(question => button('example', question, () => ask(question)))));
  }
}

function showState(state) {
  const text = { building: 'Still indexing: answers may be incomplete.',
    rebuilding: 'Rebuilding the index: answers may miss some passages.' }[state] ?? '';
  if ($('state').textContent !== text) $('state').textContent = text;
}

// ---- questions and answers -------------------------------------------------------------------------------------------------------

let pending = null; // the AbortController of the question that is being answered
let conversation = null;

function ask(text) {
  const question = text.trim().slice(0, input.maxLength);
  if (!question || pending) return;
  document.body.classList.add('asked');
  const body = element('div', { class: 'body' });
  const turn = element('article', { class: 'turn' }, element('h2', { class: 'question', dir: 'auto' }, question), body);
  log.querySelectorAll('.next').forEach(next => next.remove());
  log.append(turn);
  if (input.value.trim() === question) input.value = '';
  grow();
  if (touch.matches) input.blur();
  answer(question, body, turn);
}

async function answer(question, body, turn) {
  const abort = pending = new AbortController();
  const cancel = button('quiet', 'Cancel', () => abort.abort());
  const dots = element('span', { class: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'));
  body.replaceChildren(element('p', { class: 'waiting' }, dots, 'Looking in the documents', cancel));
  $('announcer').textContent = '';
  $('send').setAttribute('aria-disabled', 'true');
  reveal(turn);
  let content, spoken;
  try {
    const result = await api('/v1/ask', { method: 'POST', signal: abort.signal, headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(conversation ? { question, conversation_id: conversation } : { question }) });
    conversation = result.conversation_id ?? conversation;
    showState(result.index_state);
    content = answerCard(question, result);
    spoken = content.map(part => part.dataset?.spoken ?? '').join(' ');
    setTimeout(() => suggestNext(turn, result));
  } catch (error) {
    const cancelled = error.name === 'AbortError';
    spoken = cancelled ? 'Cancelled.' : error.message;
    const retry = button('action', cancelled ? 'Ask again' : 'Retry', () => pending || answer(question, body, turn));
    content = [element('div', { class: cancelled ? 'failure cancelled' : 'failure' },
      error.title && element('p', { class: 'failure-title' }, error.title), element('p', { dir: 'auto' }, spoken), retry)];
  }
  const focused = body.contains(document.activeElement);
  pending = null;
  $('send').removeAttribute('aria-disabled');
  body.replaceChildren(...content);
  if (focused) input.focus({ preventScroll: true });
  $('announcer').textContent = spoken;
  reveal(turn);
}

/** Brings a turn into view: its end, or its beginning where it is taller than the window. */
function reveal(turn) {
  const block = turn.offsetHeight > innerHeight - form.offsetHeight - 48 ? 'start' : 'end';
  turn.scrollIntoView({ block, behavior: calm.matches ? 'auto' : 'smooth' });
}

function answerCard(question, result) {
  const citations = result.citations ?? [], nearest = result.nearest ?? [], text = result.answer ?? '';
  const found = result.status !== 'not_found', dropped = result.citations_dropped ?? 0;
  const parts = [];
  const add = (tag, attributes, ...children) => parts.push(element(tag, attributes, ...children));
  if (result.understood_as && result.understood_as.trim().toLowerCase() !== question.toLowerCase()) {
    add('p', { class: 'understood', dir: 'auto' }, 'Understood as: ', element('q', {}, result.understood_as));
  }
  if (!found) add('p', { class: 'absent', 'data-spoken': 'Not in these documents.' }, 'Not in these documents.');
  if (result.short_answer && found) {
    add('p', { class: 'short', dir: 'auto', 'data-spoken': `${result.short_answer}.` }, result.short_answer);
  }
  if (text && (found || !/^not in (these|the) documents\.?$/i.test(text.trim()))) {
    const marked = result.status !== 'conversational';
    const bare = [...result.sentences ?? []].map(sentence => text.slice(sentence.start, sentence.end)).join(' ') || text;
    add('p', { class: found ? 'prose' : 'prose aside', dir: 'auto', 'data-spoken': bare }, sentences(text, result.sentences ?? [], citations, marked));
  }
  const unsupported = parts.reduce((n, part) => n + part.querySelectorAll('.unsupported').length, 0);
  const notes = [
    result.status === 'partial' && (result.unanswered?.length
      ? `Not in these documents: ${new Intl.ListFormat('en').format(result.unanswered.map(part => quoted(part, 200)))}.`
      : 'This answers only a part of the question.'),
    result.alternatives?.length > 1 && `The documents disagree: ${new Intl.ListFormat('en', { type: 'disjunction' })
      .format(result.alternatives.map(({ short_answer: words, citation }) => `${words} [${citation}]`))}.`,
    result.finish_reason === 'truncated' && (result.interruption ?? 'The answer was cut short.'),
    result.fallback && 'The language model did not answer, so this is extracted from the documents.',
    result.finish_reason === 'cancelled' && 'The answer was stopped before its end.',
    unsupported > 0 && `${plural(unsupported, 'sentence')} with a dotted line ${unsupported === 1 ? 'has' : 'have'} no source.`,
    dropped > 0 && `${plural(dropped, 'citation')} could not be verified and ${dropped === 1 ? 'was' : 'were'} left out.`,
  ].filter(Boolean);
  if (notes.length) add('ul', { class: 'notes', 'data-spoken': notes.join(' ') }, notes.map(note => element('li', {}, note)));
  if (citations.length) parts.push(sourceList(plural(citations.length, 'source'), citations, 160, wide.matches));
  if (nearest.length) parts.push(sourceList('Nearest passages', nearest, 200, !found));
  const spent = Object.values(result.timings_ms ?? {}).reduce((sum, ms) => sum + ms, 0);
  add('p', { class: 'colophon' }, [result.backend && result.backend + (result.fallback ? ' (fallback)' : ''),
    result.timings_ms && (spent < 1000 ? `${Math.round(spent)} ms` : `${(spent / 1000).toFixed(1)} s`),
    result.generation != null && `generation ${result.generation}`].filter(Boolean).join(' · '));
  return parts;
}

/** The answer's text, each sentence followed by its footnotes. A "[1]" inside a sentence is the sentence's own text and stays. */
function sentences(text, list, citations, marked) {
  const nodes = [], byIndex = new Map(citations.map(citation => [citation.index, citation]));
  let at = 0;
  for (const { start, end, citations: cited = [] } of [...list].sort((a, b) => a.start - b.start)) {
    if (!(start >= at && end > start && end <= text.length)) continue;
    nodes.push(text.slice(at, start));
    const markers = /^(\s*\[\d+\])*/.exec(text.slice(end))[0];
    const numbers = new Set([...markers.matchAll(/\d+/g)].map(([number]) => Number(number)).concat(cited));
    const notes = [...numbers].filter(n => byIndex.has(n)).map(n => footnote(byIndex.get(n), citations));
    const [, head, last] = /^([^]*?)(\S{0,12}\s*)$/u.exec(text.slice(start, end)); // the last word keeps its first footnote on its line
    nodes.push(notes.length ? element('span', { class: 'sentence' }, head, element('span', { class: 'together' }, last, notes[0]), notes.slice(1))
      : element('span', marked ? { class: 'unsupported', title: 'No source found for this sentence' } : {}, text.slice(start, end)));
    at = end + markers.length;
  }
  nodes.push(text.slice(at));
  return nodes;
}

function footnote(citation, all) {
  const note = button('footnote', String(citation.index), () => openSource(citation, all, note),
    { 'aria-label': `Footnote ${citation.index}: ${titleOf(citation)}`, 'aria-haspopup': 'dialog' });
  note.addEventListener('pointerenter', event => event.pointerType === 'touch' || showTip(note, citation));
  note.addEventListener('focus', () => note.matches(':focus-visible') && showTip(note, citation));
  note.addEventListener('pointerleave', hideTipSoon);
  note.addEventListener('blur', hideTip);
  return note;
}

function sourceList(label, citations, length, open) {
  const items = citations.map(citation => {
    const title = element('span', { class: 'entry-title', dir: 'auto' }, titleOf(citation));
    if (placeOf(citation)) title.append(element('span', { class: 'place' }, ` › ${placeOf(citation)}`));
    const item = button('entry', title, () => openSource(citation, citations, item), { 'data-number': citation.index, 'aria-haspopup': 'dialog' });
    item.append(element('span', { class: 'entry-quote', dir: 'auto' }, quoted(citation.quote ?? '', length)));
    return element('li', { value: citation.index }, item);
  });
  return element('details', { class: 'sources', open }, element('summary', {}, label), element('ol', {}, items));
}

// ---- the card over a footnote ----------------------------------------------------------------------------------------------------

let tipOwner = null, tipTimer = 0;

function showTip(owner, citation) {
  hideTip();
  tipOwner = owner;
  tip.replaceChildren(element('p', { class: 'tip-quote', dir: 'auto' }, quoted(citation.quote ?? '', 280)),
    element('p', { class: 'tip-title', dir: 'auto' }, [titleOf(citation), placeOf(citation)].filter(Boolean).join(' › ')));
  tip.hidden = false;
  owner.setAttribute('aria-describedby', 'tip');
  const at = owner.getBoundingClientRect(), column = log.getBoundingClientRect();
  const fits = at.bottom + tip.offsetHeight + 16 < innerHeight;
  tip.style.left = `${scrollX + Math.max(column.left, Math.min(at.left - 24, column.right - tip.offsetWidth))}px`;
  tip.style.top = `${scrollY + (fits ? at.bottom + 6 : at.top - tip.offsetHeight - 6)}px`;
}

function hideTip() {
  clearTimeout(tipTimer);
  tipOwner?.removeAttribute('aria-describedby');
  tipOwner = null;
  tip.hidden = true;
}

function hideTipSoon() {
  clearTimeout(tipTimer);
  tipTimer = setTimeout(hideTip, 150); // long enough to move the pointer onto the card
}

// ---- the source ------------------------------------------------------------------------------------------------------------------

let opener = null, lastDocument = { key: null, promise: null };

function fetchDocument(id, version) {
  const key = `/v1/documents/${encodeURIComponent(id)}${version ? `?version=${encodeURIComponent(version)}` : ''}`;
  if (lastDocument.key !== key) {
    lastDocument = { key, promise: api(key) };
    lastDocument.promise.catch(() => { if (lastDocument.key === key) lastDocument = { key: null, promise: null }; });
  }
  return lastDocument.promise;
}

async function openSource(citation, all, from) {
  hideTip();
  opener?.removeAttribute('aria-expanded');
  opener = from;
  opener.setAttribute('aria-expanded', 'true');
  $('source-title').textContent = titleOf(citation);
  $('source-about').textContent = citation.path ?? '';
  $('source-text').replaceChildren(element('p', { class: 'waiting' }, 'Opening the source'));
  if (!panel.open) wide.matches ? panel.show() : panel.showModal();
  $('source-title').focus({ preventScroll: true });
  try {
    const source = await fetchDocument(citation.document_id, citation.content_hash);
    if (opener !== from || !panel.open) return;
    const page = `/d/${encodeURIComponent(source.id)}?version=${encodeURIComponent(source.content_hash)}#${citation.start}-${citation.end}`;
    showAbout($('source-title'), $('source-about'), source, element('a', { href: page, target: '_blank', rel: 'noopener' }, 'Full page'));
    const marks = all.filter(other => other.document_id === citation.document_id && other.content_hash === citation.content_hash)
      .map(other => ({ start: other.start, end: other.end, number: other.index, chosen: other === citation }));
    showText($('source-text'), $('source-text'), source, marks);
    if (source.text.slice(citation.start, citation.end) !== citation.quote) {
      $('source-text').prepend(element('p', { class: 'notice' }, 'The quote does not stand at this place in the text that the service sent.'));
    }
    if (wide.matches) from.scrollIntoView({ block: 'nearest' });
  } catch (error) {
    if (opener === from) $('source-text').replaceChildren(element('div', { class: 'failure' }, element('p', {}, error.message),
      button('action', 'Retry', () => openSource(citation, all, from))));
  }
}

function showAbout(title, about, source, ...links) {
  title.textContent = titleOf(source);
  const uri = URL.canParse(source.uri ?? '') ? new URL(source.uri) : null;
  const web = uri && /^https?:$/.test(uri.protocol) && element('a', { href: uri.href, target: '_blank', rel: 'noopener noreferrer' }, uri.host);
  const day = source.date && new Date(source.date);
  const date = source.date && element('time', { datetime: source.date },
    isNaN(day) ? source.date : day.toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' }));
  about.replaceChildren(...[source.path, date, web, ...links].filter(Boolean).map(part => element('span', { dir: 'auto' }, part)));
}

/** Fills `box` with the document's text and brings the chosen mark to the middle of `scroller`. */
function showText(box, scroller, source, marks) {
  const text = source.text, chosen = marks.find(mark => mark.chosen) ?? { start: 0, end: 0 };
  const top = Math.min(...(source.headings ?? []).map(heading => heading.level)); // becomes h3: the title is the h2
  const headings = (source.headings ?? []).map(({ start, level }) => ({ start, tag: `h${Math.min(6, 3 + level - top)}` })).sort((a, b) => a.start - b.start);
  const whole = text.length <= WHOLE_TEXT;
  let from = whole ? 0 : cut(text, chosen.start - WINDOW), to = whole ? text.length : cut(text, chosen.end + WINDOW);
  const above = button('more', 'Show more above', () => {
    const start = cut(text, from - 2 * WINDOW), height = scroller.scrollHeight, position = scroller.scrollTop;
    above.after(...paragraphs(text, headings, start, from, marks));
    above.hidden = (from = start) === 0;
    scroller.scrollTop = position + scroller.scrollHeight - height;
  });
  const below = button('more', 'Show more below', () => {
    const end = cut(text, to + 2 * WINDOW);
    below.before(...paragraphs(text, headings, to, end, marks));
    below.hidden = (to = end) === text.length;
  });
  above.hidden = from === 0;
  below.hidden = to === text.length;
  box.replaceChildren(above, ...paragraphs(text, headings, from, to, marks), below);
  const found = [...box.querySelectorAll('mark.chosen')].map(mark => mark.getBoundingClientRect());
  const view = scroller === box ? box.getBoundingClientRect() : { top: 0, height: innerHeight };
  const space = found.length && Math.max(view.height / 5, (view.height - (found.at(-1).bottom - found[0].top)) / 2);
  scroller.scrollTop = found.length ? scroller.scrollTop + found[0].top - view.top - space : 0;
}

/** A place near `at` where the text may be divided: a line's start, or else between two characters. */
function cut(text, at) {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return at - line < 4_000 ? line : at - (/[\uDC00-\uDFFF]/.test(text[at]) ? 1 : 0);
}

/** The lines of `text` in [from, to), each a paragraph or a heading; offsets stay those of the whole text. */
function paragraphs(text, headings, from, to, marks) {
  const nodes = [];
  let next = headings.findIndex(heading => heading.start >= from);
  if (next < 0) next = headings.length;
  for (let start = from, end; start < to; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0 || end > to) end = to;
    const heading = headings[next]?.start < end ? headings[next] : null;
    while (headings[next]?.start < end) next++;
    if (!text.slice(start, end).trim()) continue;
    nodes.push(element(heading?.tag ?? 'p', { dir: 'auto' }, marked(text, start, end, marks)));
  }
  return nodes;
}

function marked(text, from, to, marks) {
  const here = marks.filter(mark => mark.start < to && mark.end > from);
  const cuts = [...new Set([from, to, ...here.flatMap(mark => [Math.max(from, mark.start), Math.min(to, mark.end)])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => {
    const part = text.slice(cuts[i], end), over = here.filter(mark => mark.start <= cuts[i] && mark.end >= end);
    if (!over.length) return part;
    const numbers = over.filter(mark => mark.end === end && mark.number != null).map(mark => mark.number);
    return element('mark', { class: over.some(mark => mark.chosen) ? 'chosen' : null, 'data-number': numbers.join(' ') || null }, part);
  });
}

// ---- the viewer at /d/{documentId} -----------------------------------------------------------------------------------------------

async function showViewer(id) {
  document.body.classList.add('viewer');
  const title = element('h2', { dir: 'auto' }), about = element('p', { class: 'about' }), text = element('div', { class: 'text' });
  $('main').replaceChildren(element('article', { class: 'document' }, element('div', { class: 'document-head' }, title, about), text));
  $('from').replaceChildren(element('a', { href: '/' }, 'Ask a question'));
  try {
    const source = await fetchDocument(decodeURIComponent(id), new URLSearchParams(location.search).get('version'));
    showAbout(title, about, source);
    document.title = `${titleOf(source)} · Footnote`;
    const show = () => {
      const [, start, end] = /^#(\d+)-(\d+)$/.exec(location.hash) ?? [];
      showText(text, document.scrollingElement, source, start ? [{ start: Number(start), end: Number(end), chosen: true }] : []);
    };
    addEventListener('hashchange', show);
    show();
  } catch (error) {
    title.textContent = error.title ?? 'This document cannot be shown';
    text.replaceChildren(element('p', {}, error.message));
  }
}

// ---- the question box and the keyboard -------------------------------------------------------------------------------------------

function grow() {
  input.style.height = 'auto';
  input.style.height = `${input.scrollHeight}px`;
  $('counter').textContent = input.value.length >= COUNTER_FROM ? `${input.value.length.toLocaleString('en')} of ${input.maxLength.toLocaleString('en')}` : '';
}

function askFromAddress() {
  const question = new URLSearchParams(location.hash.slice(1)).get('q');
  if (question) ask(question);
}

input.addEventListener('input', grow);
input.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  ask(input.value);
});
form.addEventListener('submit', event => {
  event.preventDefault();
  ask(input.value);
});
addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  if (!tip.hidden) hideTip();
  else if (panel.open) panel.close();
});
tip.addEventListener('pointerenter', () => clearTimeout(tipTimer));
tip.addEventListener('pointerleave', hideTipSoon);
panel.addEventListener('close', () => {
  opener?.removeAttribute('aria-expanded');
  opener?.focus({ preventScroll: true });
  opener = null;
  hideTip();
});
$('source-close').addEventListener('click', () => panel.close());

const viewed = /^\/d\/([^/]+)\/?$/.exec(location.pathname);
if (viewed) {
  showViewer(viewed[1]);
} else {
  form.hidden = false;
  addEventListener('hashchange', askFromAddress);
  showDocuments();
  askFromAddress();
  if (!touch.matches && !pending) input.focus();
}
