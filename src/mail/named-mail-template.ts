import { type Html } from 'monday-persistence/html';
import { similarName } from '../discovery/index.js';
import { checkMail } from './check-mail.js';
import { oneLine } from './mail-template.js';

/** What a template makes of its values: the content of a mail. At least one of `text` and `html` is required. */
export interface WrittenMail {
  /** Line breaks become spaces. */
  readonly subject: string;
  /** Generated from `html` if absent. */
  readonly text?: string;
  /** From `html`, which escapes its values. */
  readonly html?: Html;
}

export interface NamedMailTemplateOptions<Values extends object> {
  /** Lower-case letters, digits, `-` and `.`; unique in the app, such as `reminders.due`. */
  readonly name: string;
  /** Values with every field. The app does not start if they do not make a mail. */
  readonly example: Values;
  write(values: Values): WrittenMail;
}

/** A problem of a template, with what to change. */
class TemplateProblem extends Error {}

const NAME = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/;
const MAX_NAME_LENGTH = 100;
const EXAMPLE_RECIPIENT = 'ada@example.com';

/**
 * A mail that a feature declares in `mailTemplates`: a function from values to a subject and a content.
 *
 * ```ts
 * export const DUE_MAIL = new NamedMailTemplate({
 *   name: 'reminders.due',
 *   example: { item: 'Translate', days: 3 },
 *   write: ({ item, days }) => ({
 *     subject: `${item} is due`,
 *     html: html`<p><b>${item}</b> is due in ${days} days.</p>`,
 *   }),
 * });
 * await mail.send({ to, template: DUE_MAIL, values: { item, days } });
 * ```
 */
export class NamedMailTemplate<Values extends object = object> {
  constructor(private readonly options: NamedMailTemplateOptions<Values>) {}

  get name(): string {
    return this.options.name;
  }

  /** The subject of the example. */
  get exampleSubject(): string {
    return this.fill(this.options.example).subject;
  }

  fill(values: Values): { readonly subject: string; readonly text?: string; readonly html?: string } {
    const { subject, text, html } = this.options.write(values);
    return {
      subject: oneLine(subject),
      ...(text !== undefined && { text }),
      ...(html !== undefined && { html: html.text }),
    };
  }

  /** Fills the template with its example. Returns what is wrong, with what to change; `undefined` if nothing is. */
  problem(): string | undefined {
    const { name } = this;
    if (!NAME.test(name) || name.length > MAX_NAME_LENGTH) {
      return `the mail template "${name}" needs a name of lower-case letters, digits, "-" and ".". Rename it.`;
    }
    try {
      const values = refusingUnknownFields(this.options.example);
      checkMail<Values>({ to: EXAMPLE_RECIPIENT, template: this, values });
      return undefined;
    } catch (error) {
      if (error instanceof TemplateProblem) return `the mail template "${name}" ${error.message}`;
      const [cause = ''] = String((error as Error).message).split('\n');
      return `the mail template "${name}" cannot be rendered with its example: ${cause} Correct "write" or the example.`;
    }
  }
}

/** The same values, which throw if a field is read that they do not have. */
function refusingUnknownFields<Values extends object>(example: Values): Values {
  return new Proxy(example, {
    get: (values, field) => {
      if (typeof field === 'string' && !(field in values)) throw unknownField(field, Object.keys(values));
      return Reflect.get(values, field) as unknown;
    },
  });
}

function unknownField(field: string, known: readonly string[]): TemplateProblem {
  const near = similarName(field, known);
  const mend = near === undefined ? 'Add it to the example.' : `Did you mean "${near}"?`;
  return new TemplateProblem(`reads the field "${field}", which its example does not have. ${mend}`);
}
