import { GraphQLProblem } from '../graphql-problem.js';

/** The three supported versions (docs/monday-platform.md#api-versions, as of November 2026). */
const LIVE_VERSIONS = {
  maintenance: '2026-07',
  current: '2026-10',
  release_candidate: '2027-01',
} as const;

const DEV_VERSION = 'dev';

export interface ServedVersion {
  readonly kind: string;
  readonly value: string;
}

/** Every version that has a schema, as the `versions` field lists them. */
export const SERVED_VERSIONS: readonly ServedVersion[] = [
  ...Object.entries(LIVE_VERSIONS).map(([kind, value]) => ({ kind, value })),
  { kind: DEV_VERSION, value: DEV_VERSION },
];

/**
 * The version that a request is served with. Without a version, the current one is used; an older version is replaced
 * by the maintenance version; an invalid version is rejected. If monday's sources disagree, the stricter behaviour is
 * used.
 * @throws GraphQLProblem `InvalidVersionException`
 */
export function servedVersion(header: string | undefined): ServedVersion {
  if (header === undefined || header === '') return { kind: 'current', value: LIVE_VERSIONS.current };
  const known = SERVED_VERSIONS.find(({ kind, value }) => kind === header || value === header);
  if (known) return known;
  const isOlder = /^\d{4}-(01|04|07|10)$/.test(header) && header < LIVE_VERSIONS.maintenance;
  if (header === 'deprecated' || isOlder) return { kind: 'maintenance', value: LIVE_VERSIONS.maintenance };
  throw new GraphQLProblem('InvalidVersionException', 'There is no such API version.');
}
