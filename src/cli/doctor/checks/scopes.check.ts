import { SCOPES } from '../../../config/index.js';
import { NEEDED_SCOPES } from '../../../monday/index.js';
import { type Check } from '../check.js';
import { ok, problem, type Finding } from '../finding.js';

const NAME = 'MONDAY_OAUTH_SCOPES';
const NEEDED = Object.keys(NEEDED_SCOPES);

/** Whether the scopes that are asked for exist, and suffice for what the app does. */
export const scopesCheck: Check = {
  name: NAME,
  run({ config: { monday }, broken }) {
    if (broken.has(NAME)) return [];
    if (monday.scopes === undefined)
      return [ok(NAME, `The login requests all scopes of the app; it needs ${NEEDED.join(' ')}.`)];
    const asked = monday.scopes.split(' ');
    const findings = [...unknownScopes(asked), ...missingScopes(asked)];
    return findings.length > 0 ? findings : [ok(NAME, 'All scopes exist and are sufficient.')];
  },
};

function unknownScopes(asked: readonly string[]): Finding[] {
  const unknown = asked.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
  return unknown.length === 0
    ? []
    : [
        problem(
          NAME,
          `monday does not have the scope ${unknown.join(', ')}.`,
          'Remove it; otherwise monday refuses the login.',
        ),
      ];
}

function missingScopes(asked: readonly string[]): Finding[] {
  return Object.entries(NEEDED_SCOPES)
    .filter(([scope]) => !asked.includes(scope))
    .map(([scope, use]) =>
      problem(
        NAME,
        `${scope} is missing: ${use}.`,
        'Add it here and in the Developer Center. If you removed the feature, remove it from NEEDED_SCOPES.',
      ),
    );
}
