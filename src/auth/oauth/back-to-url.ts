import { isLoopbackHostname } from 'monday-persistence/loopback';
import { type MondayConfig } from '../../config/index.js';
import { BackToUrlInvalidError } from '../auth.errors.js';

const MONDAY = '.monday.com';

/**
 * Validates the return address of the Authorization URL: an address of monday or of the local platform.
 * @throws BackToUrlInvalidError
 */
export function checkBackToUrl(value: string | undefined, monday: MondayConfig): string {
  if (value === undefined || !URL.canParse(value)) throw new BackToUrlInvalidError();
  const url = new URL(value);
  const isPlain = url.username === '' && url.password === '';
  if (!isPlain || !(isMonday(url) || isLocalPlatform(url, monday))) throw new BackToUrlInvalidError();
  return url.href;
}

function isMonday({ protocol, hostname, port }: URL): boolean {
  return protocol === 'https:' && port === '' && hostname.endsWith(MONDAY);
}

function isLocalPlatform({ protocol, hostname, port }: URL, monday: MondayConfig): boolean {
  if (!monday.isLocalPlatform || !isLoopbackHostname(hostname)) return false;
  const platform = new URL(monday.authorizeUrl);
  return protocol === platform.protocol && port === platform.port;
}
