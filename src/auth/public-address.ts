import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { isLoopbackHost } from 'monday-persistence/loopback';
import { AppConfig } from '../config/index.js';
import { HostUnknownError } from './auth.errors.js';

const LOGIN_PATH = '/auth/login';

/**
 * The public address of the app: the configured public URL or, without one, the host of the request if it is an address
 * of this machine. Other hosts are never trusted.
 */
@Injectable()
export class PublicAddress {
  constructor(private readonly config: AppConfig) {}

  /** Without a trailing slash. @throws HostUnknownError */
  baseOf(request: Request): string {
    const { publicUrl } = this.config.http;
    if (publicUrl !== undefined) return publicUrl;
    const host = request.host as string | undefined;
    if (!host || !isLoopbackHost(host)) throw new HostUnknownError();
    // Not `request.protocol`, which can be any text that a proxy sent.
    return `${request.secure ? 'https' : 'http'}://${host.toLowerCase()}`;
  }

  /** The origin, as a browser sends it in `Origin`. @throws HostUnknownError */
  originOf(request: Request): string {
    return new URL(this.baseOf(request)).origin;
  }

  /** Whether browsers use https to reach the app. */
  isSecure(request: Request): boolean {
    return this.config.http.publicUrl?.startsWith('https:') ?? request.secure;
  }

  /** Address to which clients send their user; a path if the public URL is not known. */
  get loginUrl(): string {
    return `${this.config.http.publicUrl ?? ''}${LOGIN_PATH}`;
  }
}
