import { MailContentInvalidError } from './mail.errors.js';

/** What the automation's input fields say about the mail; what is not mapped is absent (platform.md 3.1). */
export interface MailActionRequest {
  readonly to: string | undefined;
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** The same for every repetition of one run; platform.md 0, fact 4. */
  readonly actionUuid: string | undefined;
}

/**
 * Reads an action run (platform.md 3.1). It carries much that is not ours, so unknown fields are left alone.
 * @throws MailContentInvalidError where it is no action run at all
 */
export function readMailAction(body: unknown): MailActionRequest {
  const payload = objectIn(body, 'payload');
  if (!payload) throw new MailContentInvalidError('the request has no payload');
  const fields = objectIn(payload, 'inputFields') ?? objectIn(payload, 'inboundFieldValues') ?? {};
  return {
    to: textIn(fields, 'to'),
    subject: textIn(fields, 'subject')?.replace(/\s+/g, ' '),
    text: textIn(fields, 'text'),
    html: textIn(fields, 'html'),
    actionUuid: textIn(objectIn(body, 'runtimeMetadata') ?? {}, 'actionUuid'),
  };
}

function objectIn(value: unknown, name: string): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Record<string, unknown>)
    : undefined;
}

/** A mapped but empty field arrives as `""`, numbers as numbers (platform.md 3.1). */
function textIn(fields: Record<string, unknown>, name: string): string | undefined {
  const value: unknown = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
