import { Api, Catalogue, element, Problem, showText, webAddress } from './chat.js';
import { FootnoteChat } from './widget.js';
import type { ConversationSummary } from './wire.js';

/*
 * The page at `/` of the service, which a proxy may serve under a path: the chat, with the conversations and documents beside it; at `/d/{id}#start-end` one document with that range marked.
 * A conversation has the address `/#c={id}`; `/#q={question}` asks.
 */

const home = new URL('../..', import.meta.url).pathname;
const texts = new Catalogue(navigator.language);
document.documentElement.lang = texts.language;
const api = new Api(home.slice(0, -1), () => null);
const message = (error: unknown) => (error instanceof Problem && error.message ? error.message : texts.text('unreachable'));
const fragment = () => new URLSearchParams(location.hash.slice(1));

function icon(path: string): SVGElement {
  const SVG = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(SVG, 'svg'), line = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

function button(className: string, label: string, run: () => void, path?: string): HTMLButtonElement {
  const node = element('button', { type: 'button', class: className });
  node.append(path ? icon(path) : label);
  if (path) {
    node.setAttribute('aria-label', label);
    node.title = label;
  }
  node.addEventListener('click', run);
  return node;
}

const heading = () => element('h1', {}, element('a', { href: home }, 'Footnote', element('span', { class: 'numeral', 'aria-hidden': 'true' }, '1')));

// ---- asking ------------------------------------------------------------------------------------------------------------------------

class AskingPage {
  private readonly chat = document.createElement('footnote-chat') as FootnoteChat;
  private readonly side = element('nav', { class: 'side', 'aria-label': texts.text('menu') });
  private readonly conversations = element('ul');
  private readonly documents = element('ul');
  private readonly state = element('p', { class: 'state', role: 'status' });
  private current: string | null = null;

  start(): void {
    document.body.className = 'asking';
    const menu = button('menu', texts.text('menu'), () => {
      const open = this.side.classList.toggle('open');
      menu.setAttribute('aria-expanded', String(open));
    }, 'M3.5 6h13M3.5 10h13M3.5 14h13');
    menu.setAttribute('aria-expanded', 'false');
    const fresh = element('button', { type: 'button', class: 'new' }, icon('M10 4v12M4 10h12'), texts.text('newChat'));
    fresh.addEventListener('click', () => void this.show(null));
    this.side.append(heading(), menu, fresh,
      element('section', { 'aria-labelledby': 'conversations' }, element('h2', { id: 'conversations' }, texts.text('conversations')), this.conversations),
      element('section', { 'aria-labelledby': 'documents' }, element('h2', { id: 'documents' }, texts.text('documents')), this.documents), this.state);
    void this.offerEnd();
    this.chat.setAttribute('mode', 'page');
    this.chat.addEventListener('footnote-answer', event => {
      const { conversation_id: id } = (event as CustomEvent<{ conversation_id: string | null }>).detail;
      this.current = id;
      if (id) history.replaceState(null, '', `${home}#c=${encodeURIComponent(id)}`);
      void this.listConversations();
    });
    document.getElementById('main')!.replaceChildren(this.chat);
    document.body.prepend(this.side);
    addEventListener('hashchange', () => void this.follow());
    void this.listConversations();
    void this.listDocuments();
    void this.follow();
  }

  /** Whoever logged in can log out. */
  private async offerEnd(): Promise<void> {
    const key = await api.session().catch(() => null); // what is wrong with the service is told where it matters
    if (!key) return;
    const end = button('log-out', texts.text('logOut'), () => void api.end().then(() => {
      this.chat.destroy();
      forget();
      location.assign(home);
    }, (error: unknown) => {
      this.state.textContent = message(error);
    }));
    end.title = key;
    this.side.append(end);
  }

  /** Does what the address says. */
  private async follow(): Promise<void> {
    const question = fragment().get('q'), conversation = fragment().get('c');
    if (question) {
      history.replaceState(null, '', home);
      await this.chat.showConversation(null);
      await this.chat.ask(question);
    } else if (conversation && conversation !== this.current) {
      await this.show(conversation);
    }
  }

  private async show(id: string | null): Promise<void> {
    this.side.classList.remove('open');
    this.current = id;
    history.replaceState(null, '', id ? `${home}#c=${encodeURIComponent(id)}` : home);
    this.markCurrent();
    try {
      await this.chat.showConversation(id);
    } catch (error) {
      this.state.textContent = message(error);
    }
  }

  private markCurrent(): void {
    for (const item of this.conversations.children) {
      const here = (item as HTMLElement).dataset['id'] === this.current;
      item.classList.toggle('current', here);
      here ? item.firstElementChild?.setAttribute('aria-current', 'true') : item.firstElementChild?.removeAttribute('aria-current');
    }
  }

  private async listConversations(cursor?: string): Promise<void> {
    try {
      const { conversations, next_cursor: next } = await api.conversations(cursor);
      const items = conversations.map(conversation => this.conversationItem(conversation));
      cursor ? this.conversations.lastElementChild?.replaceWith(...items) : this.conversations.replaceChildren(...items);
      if (next) this.conversations.append(element('li', {}, button('more', texts.text('more'), () => void this.listConversations(next))));
      if (!this.conversations.children.length) this.conversations.append(element('li', {}, element('p', { class: 'none' }, texts.text('noConversations'))));
      this.markCurrent();
    } catch (error) {
      this.conversations.replaceChildren(element('li', {}, element('p', { class: 'none' }, message(error))));
    }
  }

  private conversationItem({ id, title }: ConversationSummary): HTMLElement {
    const open = button('', title, () => void this.show(id));
    open.dir = 'auto';
    open.title = title;
    const item = element('li', {}, open,
      button('tool', texts.text('rename', { title }), () => this.rename(item, id, title), 'M4 16l.8-3.500L13 4.300l2.7 2.7-8.2 8.200z'),
      button('tool', texts.text('delete', { title }), () => void this.forget(id), 'M5 6h10M8 6V4h4v2M6.5 6l.5 10h6l.5-10'));
    item.dataset['id'] = id;
    return item;
  }

  private rename(item: HTMLElement, id: string, title: string): void {
    const input = element('input', { 'aria-label': texts.text('newTitle'), maxlength: '200' });
    input.value = title;
    const done = (keep: boolean) => {
      input.removeEventListener('blur', leave);
      const changed = keep && input.value.trim() && input.value.trim() !== title;
      void (changed ? api.rename(id, input.value.trim()) : Promise.resolve())
        .catch((error: unknown) => { this.state.textContent = message(error); })
        .then(() => this.listConversations());
    };
    const leave = () => done(true);
    input.addEventListener('blur', leave);
    input.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === 'Escape') done(event.key === 'Enter');
    });
    item.replaceChildren(input);
    input.select();
  }

  private async forget(id: string): Promise<void> {
    if (!confirm(texts.text('deleteSure'))) return;
    try {
      await api.forget(id);
      if (id === this.current) await this.show(null);
    } catch (error) {
      this.state.textContent = message(error);
    }
    await this.listConversations();
  }

  private async listDocuments(cursor?: string): Promise<void> {
    try {
      const { documents, next_cursor: next, index_state: state } = await api.documents(cursor);
      const items = documents.map(({ id, title, path }) =>
        element('li', {}, element('a', { href: `${home}d/${encodeURIComponent(id)}`, dir: 'auto', title: path ?? '' }, title || path || texts.text('untitled'))));
      cursor ? this.documents.lastElementChild?.replaceWith(...items) : this.documents.replaceChildren(...items);
      if (next) this.documents.append(element('li', {}, button('more', texts.text('more'), () => void this.listDocuments(next))));
      if (!this.documents.children.length) this.documents.append(element('li', {}, element('p', { class: 'none' }, texts.text('noDocuments'))));
      this.state.textContent = state === 'ready' ? '' : texts.text('building');
      if (state !== 'ready') setTimeout(() => void this.listDocuments(), 10_000);
    } catch (error) {
      this.documents.replaceChildren(element('li', {}, element('p', { class: 'none' }, message(error))));
    }
  }
}

// ---- one document ------------------------------------------------------------------------------------------------------------------

async function view(id: string): Promise<void> {
  document.body.className = 'viewing';
  const title = element('h2', { dir: 'auto' }), about = element('p', { class: 'about' }), text = element('div', { class: 'text' });
  document.body.prepend(element('header', { class: 'bar' }, heading(), element('a', { href: home }, texts.text('launcher'))));
  document.getElementById('main')!.replaceChildren(element('article', {}, element('div', { class: 'document-head' }, title, about), text));
  try {
    const source = await api.document(id, new URLSearchParams(location.search).get('version'));
    title.textContent = source.title || source.path || texts.text('untitled');
    document.title = `${title.textContent} · Footnote`;
    const parts: (Node | string)[] = [source.path ?? ''];
    const day = source.date ? new Date(source.date) : null;
    if (day) parts.push(isNaN(Number(day)) ? source.date! : day.toLocaleDateString(texts.language, { dateStyle: 'long', timeZone: 'UTC' }));
    const original = webAddress(source.uri);
    if (original) parts.push(element('a', { href: original.href, target: '_blank', rel: 'noopener noreferrer' }, original.host));
    if (source.current === false) parts.push(texts.text('changed'));
    about.replaceChildren(...parts.filter(Boolean).map(part => element('span', { dir: 'auto' }, part)));
    const show = () => {
      const [, start, end] = /^#(\d+)-(\d+)$/.exec(location.hash) ?? [];
      showText(text, document.scrollingElement!, source, start && end ? [{ start: Number(start), end: Number(end), chosen: true }] : [], texts);
    };
    addEventListener('hashchange', show);
    show();
  } catch (error) {
    title.textContent = error instanceof Problem && error.title ? error.title : texts.text('failed');
    text.replaceChildren(element('p', {}, message(error)));
  }
}

/** Takes from this tab what was asked in it: the next who logs in may be somebody else. */
function forget(): void {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith('footnote:')) sessionStorage.removeItem(name);
  }
}

// ---- logging in --------------------------------------------------------------------------------------------------------------------

/** Comes back once the service lets this browser in: at once where it asks for no key, or knows the session. */
async function admitted(): Promise<void> {
  try {
    await api.conversations();
    return;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) return; // whatever else is wrong is told where it is met
  }
  forget();
  const key = element('input', { id: 'key', type: 'password', autocomplete: 'current-password', required: '' });
  const failure = element('p', { role: 'alert' });
  const form = element('form', { class: 'login' }, heading(), element('p', {}, texts.text('keyNeeded')),
    element('label', { for: 'key' }, texts.text('key')), key, element('button', {}, texts.text('logIn')), failure);
  document.body.className = 'locked';
  document.getElementById('main')!.replaceChildren(form);
  key.focus();
  await new Promise<void>(done => form.addEventListener('submit', event => {
    event.preventDefault();
    api.begin(key.value.trim()).then(done, (error: unknown) => { failure.textContent = message(error); });
  }));
}

await admitted();
const viewed = /^d\/([^/]+)\/?$/.exec(location.pathname.slice(home.length))?.[1];
if (viewed) void view(decodeURIComponent(viewed));
else new AskingPage().start();
