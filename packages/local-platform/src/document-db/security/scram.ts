import { createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { sha256Bytes } from 'monday-persistence/hash';
import { CommandError } from '../command-error.js';

export const SCRAM_SHA_256 = 'SCRAM-SHA-256';
/** The least that drivers accept. */
const ITERATIONS = 4096;
const KEY_BYTES = 32;
const MAX_MESSAGE = 1024;

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What the server keeps of a password (RFC 5802). */
export class ScramVerifier {
  readonly salt = randomBytes(16);
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;

  constructor(readonly credentials: Credentials) {
    const salted = pbkdf2Sync(credentials.password, this.salt, ITERATIONS, KEY_BYTES, 'sha256');
    this.storedKey = sha256Bytes(hmac(salted, 'Client Key'));
    this.serverKey = hmac(salted, 'Server Key');
  }
}

/** One login: the client's first message, the server's, the client's proof, the server's. */
export class ScramConversation {
  private readonly nonce: string;
  private readonly firstMessages: string;
  readonly firstReply: string;
  private readonly isKnown: boolean;

  /** @throws CommandError AuthenticationFailed if the message has another form */
  constructor(
    private readonly verifier: ScramVerifier,
    payload: Uint8Array,
  ) {
    const first = parse(payload, /^n,,(n=([^,]*),r=([^,]+))$/);
    const [, bare = '', name = '', clientNonce = ''] = first;
    this.isKnown = equalInConstantTime(unescaped(name), verifier.credentials.username);
    this.nonce = `${clientNonce}${randomBytes(24).toString('base64')}`;
    this.firstReply = `r=${this.nonce},s=${verifier.salt.toString('base64')},i=${ITERATIONS}`;
    this.firstMessages = `${bare},${this.firstReply}`;
  }

  /** Checks the proof. @returns the server's own proof. @throws CommandError AuthenticationFailed */
  finish(payload: Uint8Array): string {
    const [, withoutProof = '', nonce = '', proof = ''] = parse(
      payload,
      /^(c=biws,r=([^,]+)),p=([A-Za-z0-9+/=]+)$/,
    );
    const message = `${this.firstMessages},${withoutProof}`;
    const signature = hmac(this.verifier.storedKey, message);
    const clientKey = exclusiveOr(Buffer.from(proof, 'base64'), signature);
    const isProven = equalInConstantTime(sha256Bytes(clientKey), this.verifier.storedKey);
    if (!isProven || !this.isKnown || nonce !== this.nonce) throw failed();
    return `v=${hmac(this.verifier.serverKey, message).toString('base64')}`;
  }
}

function parse(payload: Uint8Array, form: RegExp): RegExpExecArray {
  const match = payload.length > MAX_MESSAGE ? null : form.exec(Buffer.from(payload).toString('utf8'));
  if (!match) throw failed();
  return match;
}

/** The same for every cause, which is nobody's business. */
const failed = (): CommandError => new CommandError('AuthenticationFailed', 'Authentication failed.');

const hmac = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const unescaped = (name: string): string => name.replaceAll('=2C', ',').replaceAll('=3D', '=');

function exclusiveOr(left: Buffer, right: Buffer): Buffer {
  if (left.length !== right.length) return Buffer.alloc(KEY_BYTES);
  return Buffer.from(left.map((byte, at) => byte ^ (right[at] ?? 0)));
}
