import { inspectConfig, type Variables } from '../../../config/index.js';
import { adviceFor } from '../advice-for.js';
import { type Check } from '../check.js';
import { ok, warning, type Finding } from '../finding.js';

const RINGS = ['JWT_KEYS', 'ENCRYPTION_KEYS'] as const;
/** The current key and one that is being rotated out. */
const USUAL_KEYS = 3;

/** Checks that the secrets are strong and that no key has two purposes. Missing secrets are already reported. */
export const secretsCheck: Check = {
  name: 'secrets',
  run({ config, variables, broken }) {
    const rings = RINGS.filter((name) => variables[name] && !broken.has(name));
    const findings = [
      ...(config.profile === 'local' || config.production ? [] : refusedInProduction(variables, broken)),
      ...checkPurposes(rings.map((name) => keysOf(variables[name]))),
      ...rings.flatMap((name) => checkRing(name, keysOf(variables[name]))),
    ];
    const isWhole = findings.length === 0 && rings.length === RINGS.length;
    return isWhole
      ? [ok('secrets', 'The secrets are strong, and no key is used for two purposes.')]
      : findings;
  },
};

/** Problems that the same variables would have in production. */
function refusedInProduction(variables: Variables, broken: ReadonlySet<string>): Finding[] {
  return inspectConfig({ ...variables, NODE_ENV: 'production' })
    .problems.filter(({ name }) => !broken.has(name))
    .map(({ name, problem }) =>
      warning(name, `This value would be refused in production: it ${problem}.`, adviceFor(name)),
    );
}

const keysOf = (ring = ''): string[] => ring.split(',').map((entry) => entry.slice(entry.indexOf(':') + 1));

function checkPurposes([signing = [], encrypting = []]: readonly (readonly string[])[]): Finding[] {
  if (!signing.some((key) => encrypting.includes(key))) return [];
  return [
    warning(
      'ENCRYPTION_KEYS',
      'The same key signs tokens and encrypts data.',
      `Use different keys in each variable. ${adviceFor('ENCRYPTION_KEYS')}`,
    ),
  ];
}

function checkRing(name: string, keys: readonly string[]): Finding[] {
  const repeated = new Set(keys).size < keys.length;
  return [
    ...(repeated
      ? [
          warning(
            name,
            'The same key is listed under two ids.',
            'Remove one of them once it is not used any more.',
          ),
        ]
      : []),
    ...(keys.length > USUAL_KEYS
      ? [warning(name, `${keys.length} keys are in use.`, 'Remove the keys that a rotation has replaced.')]
      : []),
  ];
}
