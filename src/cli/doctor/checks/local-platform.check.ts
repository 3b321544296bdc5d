import { ask } from '../ask.js';
import { type Check } from '../check.js';
import { ok, warning } from '../finding.js';

const NAME = 'local platform';

/** Whether the local platform runs, where it stands in for monday. */
export const localPlatformCheck: Check = {
  name: NAME,
  async run({ config: { monday }, timeoutMs }) {
    if (!monday.isLocalPlatform) return [];
    const url = new URL('/__sandbox/health', monday.authorizeUrl);
    const answer = await ask(url, timeoutMs).catch(() => undefined);
    return [answer?.status === 200 ? ok(NAME, 'It answers, in the place of monday.') : NOT_THERE];
  },
};

const NOT_THERE = warning(
  NAME,
  'It stands in for monday and the mail server, and does not answer.',
  '`npm run dev` starts it beside the app.',
);
