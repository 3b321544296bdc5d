import { createSecretKey, randomBytes } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { atLeast, median, PACE } from '../support/measure.mjs';

export const standalone = true;

/** What it is worth that HMAC keys are key objects made once: one verification of a token, with and without. */
export function run() {
  const text = randomBytes(32).toString('base64url');
  const key = createSecretKey(text, 'utf8');
  const token = jsonwebtoken.sign({ sub: '1', account: '2' }, key, { algorithm: 'HS256', expiresIn: 900 });
  const rateOf = (secret) => {
    const until = performance.now() + PACE.roundMs / 4;
    let count = 0;
    for (; performance.now() < until; count += 1)
      jsonwebtoken.verify(token, secret, { algorithms: ['HS256'] });
    return (count * 4 * 1000) / PACE.roundMs;
  };
  rateOf(key);
  const turns = Array.from({ length: PACE.rounds }, () => ({ ours: rateOf(key), baseline: rateOf(text) }));
  const ours = median(turns.map((turn) => turn.ours));
  const baseline = median(turns.map((turn) => turn.baseline));
  const ratio = median(turns.map((turn) => turn.ours / turn.baseline));
  return atLeast(1, {
    name: 'finding: JWT verified by key object / by text',
    ours,
    baseline,
    ratio,
    unit: 'calls/s',
  });
}
