import { MailAddressInvalidError, MailContentInvalidError } from './mail.errors.js';

/** What the automation's input fields say about the mail; what is not mapped, or empty, is absent (docs/monday-platform.md#action-runs). */
export interface MailActionRequest {
  /** As they were given: addresses are checked when the mail is. */
  readonly to: readonly string[] | undefined;
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** The same for every repetition of one run; docs/monday-platform.md#action-runs, fact 4. */
  readonly actionUuid: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an action run (docs/monday-platform.md#action-runs). It carries much that is not ours, so unknown fields are left alone. A known
 * field of a wrong type is refused: the mail would go out with a default in its place, perhaps to somebody else.
 * @throws MailContentInvalidError | MailAddressInvalidError
 */
export function readMailAction(body: unknown): MailActionRequest {
  const payload = fieldsIn(body, 'payload');
  if (!payload) throw new MailContentInvalidError('the request has no payload');
  const fields = fieldsIn(payload, 'inputFields') ?? fieldsIn(payload, 'inboundFieldValues') ?? {};
  return {
    to: readRecipients(valueIn(fields, 'to')),
    subject: readText(fields, 'subject', ', ')?.replace(/\s+/g, ' '),
    text: readText(fields, 'text', '\n'),
    html: readText(fields, 'html', '\n'),
    actionUuid: readText(fieldsIn(body, 'runtimeMetadata') ?? {}, 'actionUuid', ''),
  };
}

/**
 * The recipients that a value names: an address, the value of an e-mail column (`{email, text}`) or of a text column
 * (`{text}`), or a list of these; `undefined` if it is absent or `""`.
 * @throws MailAddressInvalidError
 */
export function readRecipients(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === '') return undefined;
  return asList(value).map((entry) => {
    const address = typeof entry === 'string' ? entry : (valueIn(entry, 'email') ?? valueIn(entry, 'text'));
    if (typeof address !== 'string') throw new MailAddressInvalidError();
    return address;
  });
}

/** A field's text, from the same values as recipients, and from numbers. @throws MailContentInvalidError */
function readText(fields: Fields, name: string, separator: string): string | undefined {
  const value = valueIn(fields, name);
  if (value === undefined || value === '') return undefined;
  const parts = asList(value).map((entry) => {
    const isObject = typeof entry === 'object';
    const text = isObject ? (valueIn(entry, 'text') ?? valueIn(entry, 'email')) : entry;
    if (typeof text !== 'string' && typeof text !== 'number') {
      throw new MailContentInvalidError(`its ${name} is no text`);
    }
    return String(text);
  });
  const text = parts.join(separator);
  if (text === '') throw new MailContentInvalidError(`its ${name} is empty`);
  return text;
}

/** Named fields; `undefined` if they are absent. @throws MailContentInvalidError if they are something else */
function fieldsIn(value: unknown, name: string): Fields | undefined {
  const found = valueIn(value, name);
  if (found === undefined) return undefined;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    throw new MailContentInvalidError(`${name} is no object`);
  }
  return found as Fields;
}

function valueIn(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && Object.hasOwn(value, name) ? (value as Fields)[name] : undefined;
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
