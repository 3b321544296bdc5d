import { ask } from '../ask.js';
import { type Check } from '../check.js';
import { ok, warning } from '../finding.js';

const NAME = 'local platform';

/** Checks that the local platform is running, if the app uses it. */
export const localPlatformCheck: Check = {
  name: NAME,
  async run({ config: { monday }, timeoutMs }) {
    if (!monday.isLocalPlatform) return [];
    const url = new URL('/__sandbox/health', monday.authorizeUrl);
    const answer = await ask(url, timeoutMs).catch(() => undefined);
    return [
      answer?.status === 200
        ? ok(NAME, 'The local platform is running; the app uses it instead of monday.')
        : NOT_THERE,
    ];
  },
};

const NOT_THERE = warning(
  NAME,
  'The app uses the local platform instead of monday and the mail server, but it does not answer.',
  'Start it together with the app: `npm run dev`.',
);
