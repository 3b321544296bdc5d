import { CALLBACK_TOKEN_SECONDS, CLOCK_TOLERANCE_SECONDS } from '../../../monday/index.js';
import { ask, type Answer } from '../ask.js';
import { type Check } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';

const NAME = 'clock';
const ADVICE = 'Synchronise the clock of this machine with NTP.';

/**
 * Compares the clock of this machine with the `Date` header of monday's API, because both sides sign tokens that expire
 * (docs/monday-platform.md#tokens-that-monday-signs, docs/monday-platform.md#triggers). If monday does not answer,
 * another check reports it.
 */
export const clockCheck: Check = {
  name: NAME,
  async run({ config: { monday }, timeoutMs }) {
    const answer = await ask(monday.apiEndpoint, timeoutMs).catch(() => undefined);
    const seconds = answer && secondsAhead(answer);
    return seconds === undefined ? [] : [assess(seconds)];
  },
};

/** The minimum error of the local clock: `Date` has whole seconds, and the reply took some time. */
function secondsAhead({ headers, sentAt, answeredAt }: Answer): number | undefined {
  const theirs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return undefined;
  if (sentAt > theirs + 1_000) return (sentAt - theirs - 1_000) / 1_000;
  if (answeredAt < theirs) return (answeredAt - theirs) / 1_000;
  return 0;
}

function assess(seconds: number): Finding {
  const off = Math.round(Math.abs(seconds));
  const message = `The clock is ${off} s ${seconds > 0 ? 'ahead of' : 'behind'} monday's`;
  if (off >= CALLBACK_TOKEN_SECONDS)
    return problem(NAME, `${message}: tokens have expired when they arrive.`, ADVICE);
  if (off > CLOCK_TOLERANCE_SECONDS)
    return warning(NAME, `${message}: tokens expire too early or too late.`, ADVICE);
  return ok(NAME, "The clock agrees with monday's.");
}
