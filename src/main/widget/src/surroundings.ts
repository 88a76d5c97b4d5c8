import type { Problem } from './api.js';
import type { Catalogue, TextKey, Texts } from './texts.js';
import type { Scope } from './wire.js';

/** What the element around a chat tells it. What is a getter may change while the chat lives. */
export interface Settings {
  readonly mode: 'launcher' | 'inline' | 'panel' | 'page';
  readonly server: string;
  readonly bearer: () => string | null | Promise<string | null>;
  readonly key: () => string | null;
  /** The name under which the conversation is kept in the tab's storage. */
  readonly storage: string;
  readonly scope: Scope;
  /** Whether questions are suggested. */
  readonly suggesting: boolean;
  readonly language: string;
  readonly texts: Partial<Texts>;
  readonly launcher: () => HTMLElement | null;
  readonly adopt: (css: string) => void;
}

/** What a part of a chat finds around it. */
export interface Surroundings {
  readonly settings: Settings;
  readonly root: ShadowRoot;
  readonly panel: HTMLElement;
  readonly texts: Catalogue;
  /** Whether an open source covers the conversation. */
  readonly covering: boolean;
  t(key: TextKey, values?: Record<string, string | number>): string;
  explain(problem: Problem): string;
  /** Draws at once. */
  draw(): void;
  /** Draws soon, once for all who ask for it by then. */
  redraw(): void;
  /** Says something to whoever cannot see it. */
  say(text: string): void;
  /** Tells the host page. */
  emit(event: string, detail: Record<string, unknown>): void;
}
