import { MAX_NAME_LENGTH, MAX_SUBJECT_LENGTH, type MailRecipient } from './check-mail.js';
import { MailAddressInvalidError, MailContentInvalidError } from './mail.errors.js';
import { parseRecipients } from './parse-recipients.js';

/**
 * The mail in the automation's input fields; unmapped and empty fields are absent
 * (docs/monday-platform.md#action-runs).
 */
export interface MailActionRequest {
  /** Not validated yet; addresses are validated with the mail. */
  readonly to: readonly MailRecipient[] | undefined;
  /** On one line, and shortened to the maximum of a mail, because names of items can be long. */
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** The same for every delivery of a run; docs/monday-platform.md#action-runs. */
  readonly actionUuid: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an action run (docs/monday-platform.md#action-runs). Unknown fields are ignored, because monday sends many
 * others. A known field of the wrong type is refused, because a default value could send the mail to a wrong recipient.
 * @throws MailContentInvalidError | MailAddressInvalidError
 */
export function readMailAction(body: unknown): MailActionRequest {
  const payload = fieldsIn(body, 'payload');
  if (!payload) throw new MailContentInvalidError('the request has no payload');
  const fields = fieldsIn(payload, 'inputFields') ?? fieldsIn(payload, 'inboundFieldValues') ?? {};
  return {
    to: readRecipients(valueIn(fields, 'to')),
    subject: shortLine(readText(fields, 'subject', ', '), MAX_SUBJECT_LENGTH),
    text: readText(fields, 'text', '\n'),
    html: readText(fields, 'html', '\n'),
    actionUuid: readText(fieldsIn(body, 'runtimeMetadata') ?? {}, 'actionUuid', ''),
  };
}

/**
 * The recipients that a value names: text as people write it (`ada@example.com; Bob <bob@example.com>`), the value of an
 * e-mail column (`{email, text}`, of which the text is the name) or of a text column (`{text}`), or a list of these;
 * `undefined` if it is absent or `""`.
 * @throws MailAddressInvalidError
 */
export function readRecipients(value: unknown): readonly MailRecipient[] | undefined {
  if (value === undefined || value === '') return undefined;
  return asList(value).flatMap((entry) => {
    const text = typeof entry === 'string' ? entry : (valueIn(entry, 'email') ?? valueIn(entry, 'text'));
    if (typeof text !== 'string') throw new MailAddressInvalidError();
    const recipients = parseRecipients(text);
    // An empty entry is an invalid address and is not ignored.
    const [first = { address: text }, ...others] = recipients;
    return [{ ...nameOf(entry, text), ...first }, ...others];
  });
}

/** The name that an e-mail column shows for its address; most show the address itself. */
function nameOf(entry: unknown, email: string): Pick<MailRecipient, 'name'> {
  const text = valueIn(entry, 'text');
  if (typeof text !== 'string' || text === email) return {};
  return { name: shortLine(text, MAX_NAME_LENGTH) };
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

function shortLine<T extends string | undefined>(text: T, maxLength: number): T | string {
  const line = text?.replace(/[\s\p{Cc}]+/gu, ' ');
  if (line === undefined || line.length <= maxLength) return line ?? text;
  // Do not cut a surrogate pair.
  return `${line.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Named fields; `undefined` if they are absent. @throws MailContentInvalidError if they are not an object */
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
