import { isPlainAddress, wireAddress } from './mail-address.js';
import { MailAddressInvalidError, MailContentInvalidError } from './mail.errors.js';
import { type MailTemplate, type TemplateValues } from './mail-template.js';
import { type NamedMailTemplate } from './named-mail-template.js';
import { htmlToText } from './html-to-text.js';

/** Argument of `MailService.send`. */
export type NewMail<Values extends object = object> = MailHead &
  (PlainContent | TemplateContent | NamedTemplateContent<Values>);

/** A recipient with a display name. */
export interface MailRecipient {
  readonly address: string;
  readonly name?: string;
}

interface MailHead {
  /** One plain address or several, each alone or with a name. */
  readonly to: string | MailRecipient | readonly (string | MailRecipient)[];
  /** A second send of the same account with this key has no effect and returns the first id. */
  readonly idempotencyKey?: string;
}

interface PlainContent {
  readonly subject: string;
  /** Generated from `html` if absent; one of the two is required. */
  readonly text?: string;
  readonly html?: string;
  readonly template?: undefined;
}

interface TemplateContent {
  readonly template: MailTemplate;
  readonly values?: TemplateValues;
  /** Overrides that of the template. */
  readonly subject?: string;
}

interface NamedTemplateContent<Values extends object> {
  readonly template: NamedMailTemplate<Values>;
  readonly values: NoInfer<Values>;
  readonly subject?: undefined;
}

/** A validated mail. */
export interface MailContent {
  readonly to: readonly string[];
  /** Display names, by address. */
  readonly names?: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

const MAX_RECIPIENTS = 50;
/** Maximum including duplicates. Each check takes time, and a request can contain about 20,000. */
const MAX_NAMED_RECIPIENTS = 500;
export const MAX_SUBJECT_LENGTH = 255;
export const MAX_NAME_LENGTH = 255;
const MAX_CONTENT_BYTES = 512 * 1024;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;
/**
 * Invisible characters, some of which change the direction of the text after them. Not the joiners of scripts and emoji,
 * variation selectors, and the tags of flags.
 */
const HIDDEN =
  /(?!\p{Join_Control}|\p{Variation_Selector}|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;
const VISIBLE = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Validates a mail. Addresses must be plain and headers must not contain line breaks, so that headers or recipients
 * cannot be injected.
 * @throws MailAddressInvalidError | MailContentInvalidError | MailTemplateError
 */
export function checkMail<Values extends object>(mail: NewMail<Values>): MailContent {
  checkKey(mail.idempotencyKey);
  const recipients = checkRecipients(mail.to);
  const content = contentOf(mail);
  const subject = checkSubject(content.subject);
  const html = content.html || undefined;
  checkLength(html);
  const text = content.text || (html === undefined ? undefined : htmlToText(html));
  if (text === undefined) throw new MailContentInvalidError('it has neither text nor html');
  checkLength(html, text);
  return { ...recipients, subject, text, ...(html === undefined ? {} : { html }) };
}

/** An empty key would make all mails with one the same mail. */
function checkKey(key: unknown): void {
  if (key === undefined || (typeof key === 'string' && key !== '')) return;
  throw new MailContentInvalidError('its idempotency key is empty');
}

function checkLength(...parts: readonly (string | undefined)[]): void {
  const bytes = parts.reduce((sum, part = '') => sum + Buffer.byteLength(part), 0);
  if (bytes <= MAX_CONTENT_BYTES) return;
  throw new MailContentInvalidError(`its content has at most ${MAX_CONTENT_BYTES} bytes`);
}

interface Content {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

function contentOf<Values extends object>(mail: NewMail<Values>): Content {
  if (!mail.template) return mail;
  const template: { fill(values: object): Content } = mail.template;
  const filled = template.fill(mail.values ?? {});
  return { ...filled, subject: mail.subject ?? filled.subject };
}

/** Removes duplicates, regardless of the spelling of the domain. */
function checkRecipients(given: MailHead['to']): Pick<MailContent, 'to' | 'names'> {
  const list = typeof given === 'string' || 'address' in given ? [given] : given;
  if (list.length > MAX_NAMED_RECIPIENTS) {
    throw new MailAddressInvalidError(`it names at most ${MAX_NAMED_RECIPIENTS} recipients`);
  }
  const byWire = new Map<string, MailRecipient>();
  for (const each of list) {
    const recipient = checkRecipient(typeof each === 'string' ? { address: each } : each);
    const wire = wireAddress(recipient.address);
    if (!byWire.has(wire)) byWire.set(wire, recipient);
    if (byWire.size > MAX_RECIPIENTS) {
      throw new MailAddressInvalidError(`it has at most ${MAX_RECIPIENTS} recipients`);
    }
  }
  if (byWire.size === 0) throw new MailAddressInvalidError('it has no recipient');
  const recipients = [...byWire.values()];
  const named = recipients.filter(({ name }) => name !== undefined);
  const to = recipients.map(({ address }) => address);
  if (named.length === 0) return { to };
  return { to, names: Object.fromEntries(named.map(({ address, name = '' }) => [address, name])) };
}

function checkRecipient({ address, name }: MailRecipient): MailRecipient {
  const plain = typeof address === 'string' ? address.trim() : '';
  if (!isPlainAddress(plain)) throw new MailAddressInvalidError();
  if (name === undefined || !VISIBLE.test(name)) return { address: plain };
  if (CONTROL.test(name) || name.length > MAX_NAME_LENGTH) {
    throw new MailAddressInvalidError(
      `the name of a recipient is one line of up to ${MAX_NAME_LENGTH} characters`,
    );
  }
  // A name may come from a user of monday, and must not make the address beside it look like another one.
  return { address: plain, name: name.replace(HIDDEN, '').trim() };
}

function checkSubject(subject: string | undefined): string {
  if (typeof subject !== 'string' || subject.trim() === '' || subject.length > MAX_SUBJECT_LENGTH) {
    throw new MailContentInvalidError(`a subject has 1 to ${MAX_SUBJECT_LENGTH} characters`);
  }
  if (CONTROL.test(subject)) throw new MailContentInvalidError('a subject is one line');
  return subject;
}
