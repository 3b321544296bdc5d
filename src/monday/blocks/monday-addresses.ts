import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { CallbackUrlRefusedError } from './blocks.errors.js';

const MONDAY_HOST = /^(?:[a-z0-9-]+\.)+monday\.com$/;

/**
 * Which addresses the app calls because a request said so: only monday's, or the local platform's if that is the
 * monday of this app. Anything else would let a forged payload send our signature elsewhere.
 */
@Injectable()
export class MondayAddresses {
  constructor(private readonly config: AppConfig) {}

  /** @throws CallbackUrlRefusedError */
  check(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || url.username !== '' || url.password !== '' || !this.isMonday(url)) {
      throw new CallbackUrlRefusedError();
    }
    return url;
  }

  private isMonday(url: URL): boolean {
    const { isLocalPlatform, authorizeUrl } = this.config.monday;
    if (isLocalPlatform && url.origin === new URL(authorizeUrl).origin) return true;
    return url.protocol === 'https:' && url.port === '' && MONDAY_HOST.test(url.hostname);
  }
}
