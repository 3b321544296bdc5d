/** One limit in the headers of a reply, such as `{q: 250}` of the policy or `{r: 249, t: 12}` of what is left. */
type Parameters = Readonly<Record<string, number>>;

/** The limits of the account, from the headers of a reply (docs/monday-platform.md#rate-limit-headers). */
export interface RateLimits {
  /** Maximum number of concurrent calls. */
  readonly concurrency: number | undefined;
  /** Calls left in this minute. */
  readonly callsLeft: number | undefined;
  /** Remaining complexity, and seconds until the full budget is available again. */
  readonly complexity: { readonly left: number; readonly resetSeconds: number } | undefined;
}

interface HeadersLike {
  get(name: string): string | null;
}

export function readRateLimits(headers: HeadersLike): RateLimits {
  const policy = parse(headers.get('ratelimit-policy'));
  const state = parse(headers.get('ratelimit'));
  const { r: left, t: resetSeconds } = state.get('complexityMinute') ?? {};
  return {
    concurrency: policy.get('concurrency')?.['q'],
    callsLeft: state.get('minuteRate')?.['r'],
    complexity: left === undefined || resetSeconds === undefined ? undefined : { left, resetSeconds },
  };
}

/** `"minuteRate";r=4999, "concurrency";r=249`: by name. */
function parse(header: string | null): Map<string, Parameters> {
  const limits = (header ?? '').slice(0, 1_000).split(',');
  return new Map(
    limits.map((limit): [string, Parameters] => {
      const [name = '', ...parameters] = limit.split(';').map((part) => part.trim());
      return [name.replaceAll('"', ''), Object.fromEntries(parameters.flatMap(readNumber))];
    }),
  );
}

function readNumber(parameter: string): [string, number][] {
  const [, name, digits] = /^([a-z]+)=(\d{1,12})$/.exec(parameter) ?? [];
  return name === undefined || digits === undefined ? [] : [[name, Number(digits)]];
}
