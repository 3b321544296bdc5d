import { askJson } from '../ask.js';
import { type Check } from '../check.js';
import { ok, problem, warning } from '../finding.js';
import { unreachable } from '../unreachable.js';

const NAME = 'MONDAY_API_ENDPOINT';

/** Checks that monday's GraphQL API answers. The request has no token, so it is refused. */
export const mondayApiCheck: Check = {
  name: NAME,
  async run({ config, broken, timeoutMs }) {
    if (broken.has(NAME)) return [];
    try {
      const { apiEndpoint, apiVersion } = config.monday;
      const { status } = await askJson(
        apiEndpoint,
        timeoutMs,
        { query: 'query { __typename }' },
        { 'API-Version': apiVersion },
      );
      if (status >= 500) return [warning(NAME, `monday's API answered ${status}.`, 'Try again later.')];
      if (status === 404 || (status >= 300 && status < 400)) return [NO_API];
      return [ok(NAME, "monday's API is reachable.")];
    } catch (error) {
      return unreachable(config, NAME, "monday's API", error);
    }
  },
};

const NO_API = problem(
  NAME,
  'The address is not a GraphQL API.',
  'Remove the variable; the default is correct.',
);
