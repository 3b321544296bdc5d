import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { AppConfig } from '../config/index.js';
import { HostUnknownError } from './auth.errors.js';

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
const LOGIN_PATH = '/auth/login';

/**
 * Where the app is seen from outside: the configured public URL, or, without one, the request's own host as long as
 * that is this machine. No other host of a request is ever believed.
 */
@Injectable()
export class PublicAddress {
  constructor(private readonly config: AppConfig) {}

  /** Without a trailing slash. @throws HostUnknownError */
  baseOf(request: Request): string {
    const { publicUrl } = this.config.http;
    if (publicUrl !== undefined) return publicUrl;
    const host = request.host as string | undefined;
    if (!host || !LOOPBACK_HOST.test(host)) throw new HostUnknownError();
    // Not `request.protocol`, which is whatever text a proxy sent.
    return `${request.secure ? 'https' : 'http'}://${host.toLowerCase()}`;
  }

  /** As a browser writes it into `Origin`. @throws HostUnknownError */
  originOf(request: Request): string {
    return new URL(this.baseOf(request)).origin;
  }

  /** Whether browsers reach the app through TLS. */
  isSecure(request: Request): boolean {
    return this.config.http.publicUrl?.startsWith('https:') ?? request.secure;
  }

  /** For clients to send their user to; a path if the public URL is not known. */
  get loginUrl(): string {
    return `${this.config.http.publicUrl ?? ''}${LOGIN_PATH}`;
  }
}
