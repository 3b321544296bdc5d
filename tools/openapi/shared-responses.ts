import { reasonOf } from '#app/errors/index.js';

type Responses = Readonly<Record<string, object>>;
type Operations = readonly { readonly responses: Responses }[];

/** Fewer are written out where they are used. */
const MIN_USES = 3;
const BEFORE_ROUTING = 'BeforeRouting';

interface Shared {
  readonly text: string;
  readonly response: object;
  uses: number;
}

/**
 * The reply that most routes have for a status becomes a component, to which those refer.
 * @returns the components by name, and what makes of a route's replies those that refer to them
 */
export function shareResponses(operations: Operations): {
  readonly components: Responses;
  readonly refer: (responses: Responses) => Responses;
} {
  const shared = mostUsed(operations.map(({ responses }) => responses));
  return {
    components: Object.fromEntries([...shared].map(([status, { response }]) => [nameOf(status), response])),
    refer: (responses) =>
      Object.fromEntries(
        Object.entries(responses).map(([status, response]) => {
          const isShared = shared.get(status)?.text === JSON.stringify(response);
          return [status, isShared ? { $ref: `#/components/responses/${nameOf(status)}` } : response];
        }),
      ),
  };
}

function mostUsed(all: readonly Responses[]): ReadonlyMap<string, Shared> {
  const best = new Map<string, Shared>();
  const known = new Map<string, Shared>();
  for (const [status, response] of all.flatMap((responses) => Object.entries(responses))) {
    if (Number(status) < 400) continue;
    const text = JSON.stringify(response);
    const entry = known.get(`${status} ${text}`) ?? { text, response, uses: 0 };
    known.set(`${status} ${text}`, entry);
    entry.uses += 1;
    if (entry.uses >= MIN_USES && entry.uses > (best.get(status)?.uses ?? 0)) best.set(status, entry);
  }
  return new Map([...best].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** `503` is `ServiceUnavailable`. */
function nameOf(status: string): string {
  if (status === 'default') return BEFORE_ROUTING;
  const words = reasonOf(Number(status)).split('_');
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
}
