import { isLoopbackHostname } from 'monday-persistence/loopback';
import { type SandboxSettings } from '../state/index.js';
import { ViewRefusedError } from './view-host.errors.js';

const MAX_LENGTH = 2_000;

/**
 * The address of a view: on this machine, or at a host that the platform was started with. Elsewhere, it must not receive
 * tokens that are signed with a client secret of a real app.
 * @throws ViewRefusedError
 */
export function readAddress(text: unknown, settings: SandboxSettings): URL {
  const url =
    typeof text === 'string' && text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new ViewRefusedError('The address of a view is an http or https URL without a password.');
  }
  if (isLoopbackHostname(url.hostname)) return url;
  if (!settings.viewHosts.includes(url.hostname)) {
    throw new ViewRefusedError(
      `${url.hostname} is not on this machine. Start the platform with --allow-host ${url.hostname} to open it.`,
    );
  }
  if (!settings.hasOwnClientSecret) {
    throw new ViewRefusedError(
      'Session tokens are signed with MONDAY_OAUTH_CLIENT_SECRET, which is not one that the platform made. Such tokens go to no other machine.',
    );
  }
  return url;
}

/** The loopback name at which the host's page is on another site than the view, as monday is. */
export const hostNameFor = (view: URL): string => (view.hostname === 'localhost' ? '127.0.0.1' : 'localhost');
