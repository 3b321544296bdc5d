import { needsVariable } from '../../../drivers/index.js';
import { inspectDocumentDb, toPersistenceError } from '../../../persistence/document-db/index.js';
import { type Check } from '../check.js';
import { ok, problem } from '../finding.js';

const NAME = 'MNDY_MONGODB_CONNECTION_STRING';

const ADVICE: Readonly<Record<string, string>> = {
  'persistence.quota_exceeded':
    'Wait until the quotas begin anew, at midnight Pacific time, or enable billing for the Document DB.',
  'persistence.credentials_refused':
    'Deploy again with `mapps code:push`, which sets the variable. Do not set it yourself.',
  'persistence.read_only': 'Use the address that monday code sets, whose user may write.',
};

/** Checks that the Document DB answers and accepts the user. */
export const documentDbCheck: Check = {
  name: NAME,
  async run({ config, broken, timeoutMs }) {
    const { documentDbUrl } = config;
    if (documentDbUrl === undefined || broken.has(NAME) || !needsVariable(config, NAME)) return [];
    try {
      const { pending } = await inspectDocumentDb(documentDbUrl, timeoutMs);
      const state =
        pending.length === 0 ? 'its collections are up to date' : 'the start prepares its collections';
      return [ok(NAME, `The Document DB is reachable; ${state}.`)];
    } catch (error) {
      const { code, message } = toPersistenceError(error);
      const advice = ADVICE[code] ?? 'Check the address, and that this machine can reach it.';
      return [problem(NAME, `The Document DB cannot be used: ${message}`, advice)];
    }
  },
};
