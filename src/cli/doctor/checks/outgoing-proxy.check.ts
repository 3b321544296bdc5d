import { type Check } from '../check.js';
import { problem } from '../finding.js';

const NAMES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/** Detects a proxy for outgoing requests, which the app does not use: `fetch` of Node 20 knows none. */
export const outgoingProxyCheck: Check = {
  name: 'HTTPS_PROXY',
  run({ config: { monday }, variables }) {
    if (monday.isLocalPlatform) return [];
    return NAMES.filter((name) => variables[name] !== undefined).map((name) =>
      problem(
        name,
        'The app does not send its requests through a proxy.',
        'Remove it, and let the network route requests to monday directly or through a transparent proxy.',
      ),
    );
  },
};
