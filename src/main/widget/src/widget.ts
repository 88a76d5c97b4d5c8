import css from './launcher.css?text';
import type { Chat } from './chat.js';
import type { Settings } from './surroundings.js';
import type { Texts } from './texts.js';
import type { Scope } from './wire.js';

/*
 * The launcher: all that a page loads before the first click. What a host page does to its own document or to prototypes must not break
 * it, so whatever can be clobbered by an element's name is taken from the prototype.
 */

const here = new URL(import.meta.url);
const MODES = ['launcher', 'inline', 'panel', 'page'] as const;
type Mode = (typeof MODES)[number];

/** Styles a shadow root; where style sheets cannot be constructed, by a link, which a strict content policy allows as well. */
export function adopt(root: ShadowRoot, text: string, file: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    if (root.querySelector('link')) return; // one file holds all
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL(file, here).href;
    root.prepend(link);
  }
}

/** `<footnote-chat>`: a chat that answers from the documents of a Footnote service. */
export class FootnoteChat extends HTMLElement {
  static readonly observedAttributes = ['mode', 'theme', 'lang', 'heading', 'key', 'token', 'server'];

  private readonly root = this.attachShadow({ mode: 'open' });
  private launcher: HTMLButtonElement | null = null;
  private chat: Promise<Chat> | null = null;
  private loaded: Chat | null = null;
  private scope: Scope = {};
  private replaced: Partial<Texts> = {};
  private token: (() => string | null | Promise<string | null>) | null = null;

  get mode(): Mode {
    const mode = this.getAttribute('mode') as Mode;
    return MODES.includes(mode) ? mode : 'launcher';
  }

  /** Texts that replace those of the catalogue. Set before the chat is opened. */
  set texts(texts: Partial<Texts>) {
    this.replaced = texts;
    this.label();
  }

  /** Gives the token to send; asked before every request, so that it may be renewed. */
  set tokenProvider(provider: (() => string | null | Promise<string | null>) | null) {
    this.token = provider;
  }

  get opened(): boolean {
    return this.loaded?.visible ?? false;
  }

  connectedCallback(): void {
    if (!this.root.childNodes.length) adopt(this.root, css, 'chat.css');
    // Whatever size the page has set for itself, this is what the person at the browser has set
    this.style.setProperty('--rem', getComputedStyle(this).fontSize || '16px');
    document.addEventListener('keydown', this.toggleByKey);
    if (this.mode === 'launcher' || this.mode === 'panel') {
      if (!this.launcher) this.root.append(this.button());
      if (this.awaitsAnswer()) void this.load().catch(() => {}); // the next click tries again
    } else {
      void this.load();
    }
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.toggleByKey);
  }

  attributeChangedCallback(name: string): void {
    if (name === 'mode' && this.isConnected) this.connectedCallback();
    this.label();
    this.loaded?.update();
  }

  /** Opens the chat and moves the focus into it. */
  async open(): Promise<void> {
    (await this.load()).open();
  }

  close(): void {
    this.loaded?.close();
  }

  /** Opens the chat and asks. Resolves once the answer is complete, or has failed. */
  async ask(question: string): Promise<void> {
    const chat = await this.load();
    chat.open();
    await chat.ask(question);
  }

  /** Narrows what follows to some collections, documents, folders, metadata or dates; `{}`: to nothing. */
  setContext(scope: Scope): void {
    this.scope = { ...scope };
    this.loaded?.update();
  }

  /** Shows a conversation that the service keeps; null: begins a new one. */
  async showConversation(id: string | null): Promise<void> {
    await (await this.load()).showConversation(id);
  }

  /** Stops what runs and takes the chat off the page. The conversation stays kept. */
  destroy(): void {
    this.loaded?.destroy();
    this.remove();
  }

  private load(): Promise<Chat> {
    this.launcher?.setAttribute('aria-busy', 'true');
    this.chat ??= import('./chat.js')
      .then(({ Chat }) => (this.loaded = new Chat(this, this.root, this.settings())))
      .catch((error: unknown) => {
        this.chat = null; // the next click tries again
        this.dispatchEvent(new CustomEvent('footnote-error', { bubbles: true, composed: true, detail: { message: String(error) } }));
        throw error;
      })
      .finally(() => this.launcher?.removeAttribute('aria-busy'));
    return this.chat;
  }

  private get server(): string {
    return (this.getAttribute('server') ?? new URL('../..', here).href).replace(/\/+$/, '');
  }

  /** Where the conversation is kept while the tab lives; under different keys they are kept apart. */
  private get storage(): string {
    return `footnote:${this.server}:${this.getAttribute('key') ?? ''}:${this.mode === 'page' ? 'page' : 'chat'}`;
  }

  /** Whether the page was left while an answer was being written: nobody listening, the service soon calls it off. */
  private awaitsAnswer(): boolean {
    try {
      return /"pending":\{/.test(sessionStorage.getItem(this.storage) ?? '');
    } catch {
      return false; // not allowed: then nothing was kept either
    }
  }

  private settings(): Settings {
    const host = this;
    return {
      get mode() { return host.mode; },
      server: this.server,
      bearer: () => this.token?.() ?? this.getAttribute('token'),
      key: () => this.getAttribute('key'),
      storage: this.storage,
      get scope() { return host.scope; },
      get suggesting() { return host.getAttribute('suggestions') !== 'off'; },
      get language() { return host.getAttribute('lang') ?? document.documentElement.lang ?? ''; },
      get texts() {
        const own = (name: 'heading' | 'greeting' | 'placeholder') => host.getAttribute(name);
        return { ...host.replaced, ...(own('heading') && { heading: own('heading')! }), ...(own('greeting') && { greeting: own('greeting')! }),
          ...(own('placeholder') && { placeholder: own('placeholder')! }) };
      },
      launcher: () => this.launcher,
      adopt: text => adopt(this.root, text, 'chat.css'),
    };
  }

  private button(): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'launcher';
    button.setAttribute('part', 'launcher');
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-haspopup', 'dialog');
    const SVG = 'http://www.w3.org/2000/svg';
    const icon = document.createElementNS(SVG, 'svg'), path = document.createElementNS(SVG, 'path');
    icon.setAttribute('viewBox', '0 0 24 24');
    icon.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', 'M5 7h7M5 12h14M5 17h10M16.2 5.6 18.4 4v5.4');
    icon.append(path);
    const label = document.createElement('span');
    button.append(icon, label);
    button.addEventListener('click', () => {
      if (this.opened) this.close();
      else this.open().catch(() => { button.classList.add('failed'); });
    });
    this.launcher = button;
    this.label();
    return button;
  }

  private label(): void {
    const language = this.getAttribute('lang') ?? document.documentElement.lang;
    const label = this.replaced.launcher ?? this.getAttribute('launcher-label')
      ?? (/^de\b/i.test(language) ? 'Eine Frage stellen' : 'Ask a question');
    if (this.launcher) this.launcher.lastElementChild!.textContent = label;
  }

  private readonly toggleByKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'i') return;
    if (!this.launcher || this.getAttribute('shortcut') === 'off') return;
    // The page has a meaning of its own for the keys, or they set in italics what somebody writes in it
    if (event.defaultPrevented || (event.composedPath()[0] as HTMLElement).isContentEditable) return;
    event.preventDefault();
    this.opened ? this.close() : void this.open().catch(() => {});
  };
}

const select = Document.prototype.querySelectorAll;

/** The script element's `data-` attributes become attributes of a chat of its own. */
function mount(): void {
  for (const script of select.call<Document, [string], NodeListOf<HTMLScriptElement>>(document, 'script[src]')) {
    if (script.src !== here.href || script.dataset['mode'] === 'none') continue;
    if (select.call(document, 'footnote-chat').length) return;
    const chat = document.createElement('footnote-chat');
    for (const [name, value] of Object.entries(script.dataset)) {
      chat.setAttribute(name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`), value ?? '');
    }
    (select.call(document, 'body')[0] ?? script.parentNode!).append(chat); // not document.body: a form of that name hides it
    return;
  }
}

if (!customElements.get('footnote-chat')) {
  customElements.define('footnote-chat', FootnoteChat);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mount);
  else mount();
}
