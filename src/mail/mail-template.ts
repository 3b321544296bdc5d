import { escapeHtml } from 'monday-persistence/html';
import { htmlToText } from './html-to-text.js';
import { MailTemplateError } from './mail.errors.js';

/** Values for the placeholders of a template. */
export type TemplateValues = Readonly<Record<string, string | number>>;

export interface MailTemplateParts {
  /** Used if the mail has no subject. */
  readonly subject?: string;
  readonly html?: string;
  /** Generated from the filled `html` if absent; one of the two is required. */
  readonly text?: string;
}

export interface FilledTemplate {
  readonly subject: string | undefined;
  readonly text: string;
  readonly html: string | undefined;
}

/** `{{name}}`, or `{{{name}}}` for values that are HTML. */
const PLACE = /\{\{\{\s*([\w.-]+)\s*\}\}\}|\{\{\s*([\w.-]+)\s*\}\}/g;

/**
 * A text with placeholders, for templates that are not part of the code, such as one that an account wrote. A mail of a
 * feature is a {@link NamedMailTemplate}.
 *
 * ```ts
 * const WELCOME = new MailTemplate({ subject: 'Hello {{name}}', html: '<p>Hello {{name}}</p>' });
 * await mail.send({ to, template: WELCOME, values: { name } });
 * ```
 *
 * In `html`, a value is escaped, for text and for attributes in quotes; `{{{name}}}` inserts it unchanged, which is
 * safe only for trusted HTML. Values in the subject and the text are not escaped. A value must not add lines to the
 * subject.
 */
export class MailTemplate {
  /** @throws MailTemplateError if there is neither text nor HTML */
  constructor(private readonly parts: MailTemplateParts) {
    if (!parts.text && !parts.html) throw new MailTemplateError('has neither text nor html');
  }

  /** @throws MailTemplateError if a placeholder has no value */
  fill(values: TemplateValues): FilledTemplate {
    const { subject, text, html } = this.parts;
    const filled = html === undefined ? undefined : fill(html, values, escapeHtml);
    return {
      subject: subject === undefined ? undefined : fill(subject, values, oneLine),
      text: text === undefined ? htmlToText(filled ?? '') : fill(text, values, String),
      html: filled,
    };
  }
}

function fill(template: string, values: TemplateValues, show: (value: string) => string): string {
  return template.replace(PLACE, (_place, raw: string | undefined, plain: string | undefined) => {
    const name = raw ?? plain ?? '';
    const value: unknown = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new MailTemplateError(`has no value for "${name}"`);
    }
    return raw === undefined ? show(String(value)) : String(value);
  });
}

/** The text with each run of white space as one space: a value must not add a header to a mail. */
export const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim();
