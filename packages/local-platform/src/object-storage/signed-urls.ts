import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { Clock } from 'monday-persistence/clock';
import { sha256 } from 'monday-persistence/hash';
import { GoogleSigningKey, SERVICE_ACCOUNT } from '../vault/index.js';

/** Why a signed URL is refused: a code of the XML API and a message. */
export interface SignatureRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const ALGORITHM = 'GOOG4-RSA-SHA256';
const SIGNATURE = 'X-Goog-Signature';
const MAX_SECONDS = 7 * 24 * 60 * 60;
const DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/**
 * Verifies the signature of a request to a presigned URL.
 * Source: docs.cloud.google.com/storage/docs/authentication/canonical-requests
 */
@Injectable()
export class SignedUrls {
  constructor(
    private readonly key: GoogleSigningKey,
    private readonly clock: Clock,
  ) {}

  /** Resolves to `undefined` if the request may be executed. */
  async refusalOf(request: Request): Promise<SignatureRefusal | undefined> {
    const [path = '', query = ''] = request.originalUrl.split('?', 2);
    const values = new URLSearchParams(query);
    const scope = credentialScope(values);
    const signedAt = parseDate(values.get('X-Goog-Date'));
    const seconds = Number(values.get('X-Goog-Expires'));
    if (values.get('X-Goog-Algorithm') !== ALGORITHM || scope === undefined || signedAt === undefined) {
      return denied('Anonymous caller does not have access to the object.');
    }
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) return malformed('X-Goog-Expires is not valid.');
    if (this.clock.now() > signedAt + seconds * 1_000) return expired();
    const head = [ALGORITHM, values.get('X-Goog-Date'), scope].join('\n');
    const signature = Buffer.from(values.get(SIGNATURE) ?? '', 'hex');
    for (const canonical of canonicalRequests(request, path, values)) {
      const hash = sha256(canonical, 'hex');
      if (await this.key.verify(Buffer.from(`${head}\n${hash}`), signature)) return undefined;
    }
    return mismatch();
  }
}

/** Some clients sign the name of the host without its port. */
function canonicalRequests(request: Request, path: string, values: URLSearchParams): string[] {
  const { host = '' } = request.headers;
  const names = (values.get('X-Goog-SignedHeaders') ?? '').split(';');
  return [host, host.replace(/:\d+$/, '')].map((signedHost) => {
    const headers = names.map((name) => {
      const value = name === 'host' ? signedHost : String(request.headers[name] ?? '');
      return `${name}:${value.trim().replace(/\s+/g, ' ')}\n`;
    });
    const { method } = request;
    return [method, path, canonicalQuery(values), headers.join(''), names.join(';'), 'UNSIGNED-PAYLOAD'].join(
      '\n',
    );
  });
}

function canonicalQuery(values: URLSearchParams): string {
  return [...values]
    .filter(([name]) => name !== SIGNATURE)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The credential without the account, which must be the app's. */
function credentialScope(values: URLSearchParams): string | undefined {
  const credential = values.get('X-Goog-Credential') ?? '';
  const prefix = `${SERVICE_ACCOUNT}/`;
  return credential.startsWith(prefix) ? credential.slice(prefix.length) : undefined;
}

function parseDate(text: string | null): number | undefined {
  const match = DATE.exec(text ?? '');
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
}

const denied = (message: string): SignatureRefusal => ({ status: 403, code: 'AccessDenied', message });
const malformed = (message: string): SignatureRefusal => ({ status: 400, code: 'InvalidArgument', message });
const expired = (): SignatureRefusal => ({
  status: 400,
  code: 'ExpiredToken',
  message: 'The provided token has expired.',
});
const mismatch = (): SignatureRefusal => ({
  status: 403,
  code: 'SignatureDoesNotMatch',
  message: 'The request signature does not match the signature of the local platform.',
});
