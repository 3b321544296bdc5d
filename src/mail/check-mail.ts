import { isEmail } from 'class-validator';
import { MailAddressInvalidError, MailContentInvalidError } from './mail.errors.js';
import type { MailTemplate, TemplateValues } from './mail.template.js';
import { htmlToText } from './html-to-text.js';

/** What `MailService.send` takes. */
export type NewMail = MailHead & (PlainContent | TemplateContent);

interface MailHead {
  /** One plain address or several. */
  readonly to: string | readonly string[];
  /** A second send of the same account with this key does nothing and returns the first id. */
  readonly idempotencyKey?: string;
}

interface PlainContent {
  readonly subject: string;
  /** Made from `html` where it is absent; one of the two must be there. */
  readonly text?: string;
  readonly html?: string;
  readonly template?: undefined;
}

interface TemplateContent {
  readonly template: MailTemplate;
  readonly values?: TemplateValues;
  /** In place of the template's. */
  readonly subject?: string;
}

/** A mail that was checked: it can be sent as it is. */
export interface MailContent {
  readonly to: readonly string[];
  /** Display names, by address. */
  readonly names?: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

const MAX_RECIPIENTS = 50;
const MAX_SUBJECT_LENGTH = 255;
const MAX_CONTENT_BYTES = 512 * 1024;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;

/**
 * Checks a mail. Addresses are plain ones and no header holds a line break, so nobody can add a header or a recipient.
 * @throws MailAddressInvalidError | MailContentInvalidError | MailTemplateError
 */
export function checkMail(mail: NewMail): MailContent {
  const to = [...new Set(typeof mail.to === 'string' ? [mail.to] : mail.to)].map(checkAddress);
  if (to.length === 0) throw new MailAddressInvalidError('it has no recipient');
  if (to.length > MAX_RECIPIENTS) {
    throw new MailAddressInvalidError(`it has at most ${MAX_RECIPIENTS} recipients`);
  }
  const content = contentOf(mail);
  const subject = checkSubject(content.subject);
  const html = content.html || undefined;
  const text = content.text || (html === undefined ? undefined : htmlToText(html));
  if (text === undefined) throw new MailContentInvalidError('it has neither text nor html');
  if (Buffer.byteLength(text) + Buffer.byteLength(html ?? '') > MAX_CONTENT_BYTES) {
    throw new MailContentInvalidError(`its content has at most ${MAX_CONTENT_BYTES} bytes`);
  }
  return { to, subject, text, ...(html === undefined ? {} : { html }) };
}

interface Content {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

function contentOf(mail: NewMail): Content {
  if (!mail.template) return mail;
  const filled = mail.template.fill(mail.values ?? {});
  return { ...filled, subject: mail.subject ?? filled.subject };
}

function checkAddress(address: string): string {
  const plain = typeof address === 'string' ? address.trim() : '';
  if (CONTROL.test(plain) || !isEmail(plain, { require_tld: false })) throw new MailAddressInvalidError();
  return plain;
}

function checkSubject(subject: string | undefined): string {
  if (typeof subject !== 'string' || subject.trim() === '' || subject.length > MAX_SUBJECT_LENGTH) {
    throw new MailContentInvalidError(`a subject has 1 to ${MAX_SUBJECT_LENGTH} characters`);
  }
  if (CONTROL.test(subject)) throw new MailContentInvalidError('a subject is one line');
  return subject;
}
