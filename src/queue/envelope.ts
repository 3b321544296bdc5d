import { isObject } from 'monday-persistence/json';
import { associatedDataOf, DecryptionError, type KeyRing, type Reencrypt } from '../secrets/index.js';
import { QueueMessageInvalidError } from './queue.errors.js';

/**
 * A message with all data for its handler. Handlers look up the connection by account and user; the only token
 * that a payload may contain is the short-lived one of an asynchronous action.
 */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly accountId: string;
  readonly userId: string;
  /** JSON text. */
  readonly payload: string;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
  /** The span of the publisher, as W3C `traceparent`, if it was traced. */
  readonly traceparent?: string;
}

/** A stored envelope. The payload is encrypted and bound to the type, the account and the user. */
type EncryptedEnvelope = Envelope & { readonly v: 1 };

/** Ids are used in keys. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

const boundTo = (envelope: Omit<Envelope, 'payload' | 'traceparent'>): string =>
  associatedDataOf(
    'queue',
    envelope.id,
    envelope.type,
    envelope.accountId,
    envelope.userId,
    String(envelope.publishedAt),
  );

/** The envelope as text, without readable payload. */
export function encryptEnvelope(envelope: Envelope, keyRing: KeyRing): string {
  const encrypted: EncryptedEnvelope = {
    v: 1,
    ...envelope,
    payload: keyRing.encrypt(envelope.payload, boundTo(envelope)),
  };
  return JSON.stringify(encrypted);
}

/** The message, its payload encrypted with the newest key. @throws QueueMessageInvalidError | DecryptionError */
export function reencryptEnvelope(body: string, reencrypt: Reencrypt): string {
  const envelope = readEnvelope(body);
  const encrypted: EncryptedEnvelope = {
    v: 1,
    ...envelope,
    payload: reencrypt(envelope.payload, boundTo(envelope)),
  };
  return JSON.stringify(encrypted);
}

/**
 * Parses the envelope; the payload stays encrypted.
 * @throws QueueMessageInvalidError
 */
export function readEnvelope(body: string): Envelope {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw new QueueMessageInvalidError(error);
  }
  if (!isEncrypted(value)) throw new QueueMessageInvalidError();
  const { id, type, accountId, userId, payload, publishedAt, traceparent } = value;
  const envelope = { id, type, accountId, userId, payload, publishedAt };
  return isTraceparent(traceparent) ? { ...envelope, traceparent } : envelope;
}

/**
 * The decrypted payload, as JSON text.
 * @throws QueueMessageInvalidError if the message was not encrypted by this app, or was modified
 * @throws DecryptionError if this process does not have the key; a newer or older process may have it
 */
export function openPayload(envelope: Envelope, keyRing: KeyRing): string {
  try {
    return keyRing.decrypt(envelope.payload, boundTo(envelope)).plaintext;
  } catch (error) {
    if (error instanceof DecryptionError && error.failure === 'unknown_key') throw error;
    throw new QueueMessageInvalidError(error);
  }
}

function isTraceparent(value: unknown): value is string {
  return typeof value === 'string' && TRACEPARENT.test(value);
}

function isEncrypted(value: unknown): value is EncryptedEnvelope {
  if (!isObject(value)) return false;
  const record = value;
  const texts = ['type', 'accountId', 'userId', 'payload'] as const;
  return (
    record['v'] === 1 &&
    typeof record['id'] === 'string' &&
    ID.test(record['id']) &&
    texts.every((name) => typeof record[name] === 'string') &&
    typeof record['publishedAt'] === 'number'
  );
}
