import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { CallbackUrlRefusedError } from './blocks.errors.js';

const MONDAY_HOST = /^(?:[a-z0-9-]+\.)+monday\.com$/;

/**
 * Restricts callback addresses to hosts of monday, or of the local platform if the app uses it. Otherwise, a forged
 * payload could make the app send its signature to any address.
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
