import { GraphQLProblem } from '../graphql-problem.js';

/** The three live versions (platform.md 8.2, as of November 2026). */
const LIVE = {
  maintenance: '2026-07',
  current: '2026-10',
  release_candidate: '2027-01',
} as const;

export interface ServedVersion {
  readonly kind: string;
  readonly value: string;
}

/**
 * The version that a request is served with. None is the current one, an older one is the maintenance version, and one
 * that never was is refused: where monday's sources disagree, this is the reading that shows a mistake.
 * @throws GraphQLProblem `InvalidVersionException`
 */
export function servedVersion(header: string | undefined): ServedVersion {
  if (header === undefined || header === '') return { kind: 'current', value: LIVE.current };
  const alias = Object.entries(LIVE).find(([kind, value]) => kind === header || value === header);
  if (alias) return { kind: alias[0], value: alias[1] };
  if (header === 'dev') return { kind: 'dev', value: LIVE.release_candidate };
  const isOlder = /^\d{4}-(01|04|07|10)$/.test(header) && header < LIVE.maintenance;
  if (header === 'deprecated' || isOlder) return { kind: 'maintenance', value: LIVE.maintenance };
  throw new GraphQLProblem('InvalidVersionException', 'There is no such API version.');
}
