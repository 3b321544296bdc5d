import { SCOPES } from '../../../config/index.js';
import { FRAMEWORK_SCOPES } from '../../../monday/index.js';
import { type Check } from '../check.js';
import { ok, problem, type Finding } from '../finding.js';

const NAME = 'MONDAY_OAUTH_SCOPES';

/** Checks that the requested scopes exist and are sufficient. */
export const scopesCheck: Check = {
  name: NAME,
  run({ variables, features, broken }) {
    if (broken.has(NAME)) return [];
    const needed = features.scopesWith(FRAMEWORK_SCOPES);
    const given = variables[NAME];
    if (!given)
      return [
        ok(NAME, `The login requests the scopes that the features need: ${Object.keys(needed).join(' ')}.`),
      ];
    const asked = given.split(' ');
    const findings = [...unknownScopes(asked), ...missingScopes(asked, needed)];
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

function missingScopes(asked: readonly string[], needed: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(needed)
    .filter(([scope]) => !asked.includes(scope))
    .map(([scope, use]) =>
      problem(
        NAME,
        `${scope} is missing: ${use}.`,
        'Add it here and in the Developer Center. If nothing needs it, remove it from the feature that declares it.',
      ),
    );
}
