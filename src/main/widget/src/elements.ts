import { html, svg, type TemplateResult } from 'lit/html.js';
import { ifDefined } from 'lit/directives/if-defined.js';

/** What the chat's parts are drawn with. */

export const icon = (path: string) => html`<svg viewBox="0 0 20 20" aria-hidden="true">${svg`<path d=${path}></path>`}</svg>`;
export const ICONS = {
  send: 'M10 16V4M4.5 9.5 10 4l5.5 5.5',
  stop: 'M6 6h8v8H6z',
  close: 'm5 5 10 10M15 5 5 15',
  add: 'M10 4v12M4 10h12',
  copy: 'M7 7V4h9v9h-3M4 7h9v9H4z',
  up: 'M6 9v7H3.5V9zm0 0 3.5-6c1.4 0 2 1 1.7 2.3L10.7 8H15c1 0 1.6.9 1.3 1.900l-1.5 5A1.5 1.5 0 0 1 13.4 16H6',
  down: 'M14 11V4h2.500v7zm0 0-3.5 6c-1.4 0-2-1-1.7-2.300L9.3 12H5c-1 0-1.6-.9-1.3-1.900l1.5-5A1.5 1.5 0 0 1 6.6 4H14',
  again: 'M15.5 8A6 6 0 1 0 16 11M16 4v4h-4',
  edit: 'M4 16l.8-3.500L13 4.300l2.7 2.7-8.2 8.200z',
};

export const shorten = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, length).replace(/[\s\p{P}]*\S{0,24}$/u, '')}…`;
export const quoted = (text: string, length: number) => `“${shorten(text.replace(/\s+/g, ' ').trim(), length)}”`;

/** A button that is a picture. */
export function action(name: string, path: string, label: string, run: (event: Event) => void, pressed?: boolean): TemplateResult {
  return html`<button type="button" class="icon ${name}" part=${name} aria-label=${label} title=${label}
    aria-pressed=${ifDefined(pressed === undefined ? undefined : pressed ? 'true' : 'false')} @click=${run}>${icon(path)}</button>`;
}
