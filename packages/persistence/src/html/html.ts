import { escapeHtml } from './escape-html.js';

/** Text that is already HTML. Only {@link html} creates it, so that other values are always escaped. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** Values of a template: text is escaped, HTML and lists of HTML are not; `false` and `undefined` are omitted. */
export type HtmlValue = string | number | Html | readonly HtmlValue[] | false | null | undefined;

function render(value: HtmlValue): string {
  if (value === false || value === null || value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return escapeHtml(String(value));
}

/** A template whose values are escaped: `` html`<p>${name}</p>` ``. Attribute values must be quoted. */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(parts.reduce((text, part, index) => text + render(values[index - 1]) + part));
}
