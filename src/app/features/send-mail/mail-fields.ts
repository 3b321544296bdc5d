import {
  MAX_NAME_LENGTH,
  MAX_SUBJECT_LENGTH,
  MailAddressInvalidError,
  type MailRecipient,
} from '../../../mail/index.js';
import { parseRecipients } from './parse-recipients.js';

/**
 * The recipients that a value names: text as people write it (`ada@example.com; Bob <bob@example.com>`), the value of an
 * e-mail column (`{email, text}`, of which the text is the name) or of a text column (`{text}`), or a list of these;
 * `undefined` if it is absent or `""`. Addresses are checked with the mail.
 * @throws MailAddressInvalidError
 */
export function readRecipients(value: unknown): readonly MailRecipient[] | undefined {
  if (isAbsent(value)) return undefined;
  return asList(value).flatMap((entry) => {
    const text = addressTextIn(entry);
    if (text === undefined) throw new MailAddressInvalidError();
    const recipients = parseRecipients(text);
    // An entry without an address is refused, not skipped.
    const [first = { address: text }, ...others] = recipients;
    return [{ ...nameOf(entry, text), ...first }, ...others];
  });
}

/** Whether `readRecipients` can read it. */
export const areRecipients = (value: unknown): boolean =>
  isAbsent(value) || asList(value).every((entry) => addressTextIn(entry) !== undefined);

/** A field's text, from the same values as recipients, and from numbers; `undefined` if it is absent or `""`. */
export function textOf(value: unknown, separator = '\n'): string | undefined {
  return isAbsent(value) ? undefined : partsOf(value).join(separator);
}

/** Whether `textOf` can read it, and finds something. */
export function isText(value: unknown): boolean {
  if (isAbsent(value)) return true;
  const parts = partsOf(value);
  return parts.every((part) => part !== undefined) && parts.some((part) => part !== '');
}

/** A subject on one line, and shortened to what a mail may have: names of items alone may be as long. */
export function subjectOf(value: unknown): string | undefined {
  const text = textOf(value, ', ');
  return text === undefined ? undefined : shortLine(text, MAX_SUBJECT_LENGTH);
}

const isAbsent = (value: unknown): boolean => value === undefined || value === '';

function addressTextIn(entry: unknown): string | undefined {
  const text = typeof entry === 'string' ? entry : (valueIn(entry, 'email') ?? valueIn(entry, 'text'));
  return typeof text === 'string' ? text : undefined;
}

/** The name that an e-mail column shows for its address; most show the address itself. */
function nameOf(entry: unknown, email: string): Pick<MailRecipient, 'name'> {
  const text = valueIn(entry, 'text');
  if (typeof text !== 'string' || text === email) return {};
  return { name: shortLine(text, MAX_NAME_LENGTH) };
}

function partsOf(value: unknown): readonly (string | undefined)[] {
  return asList(value).map((entry) => {
    const text = typeof entry === 'object' ? (valueIn(entry, 'text') ?? valueIn(entry, 'email')) : entry;
    return typeof text === 'string' || typeof text === 'number' ? String(text) : undefined;
  });
}

function shortLine(text: string, maxLength: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ');
  if (line.length <= maxLength) return line;
  // Half of a character is none.
  return `${line.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function valueIn(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : [value];
