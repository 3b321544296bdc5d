import { load } from './load.mjs';
import { processorMs } from './processes.mjs';

/** How long a run measures, and how many rows are many. */
const PACES = {
  '--check': { rounds: 1, roundMs: 100, warmUpMs: 50, manyRows: 2_000, isQuick: true },
  '--quick': { rounds: 2, roundMs: 700, warmUpMs: 1_500, manyRows: 100_000, isQuick: true },
};
const WHOLE = { rounds: 5, roundMs: 2_000, warmUpMs: 1_500, manyRows: 1_000_000, isQuick: false };

/** Of this run: `npm run bench -- --quick` takes fewer and shorter rounds, `--check` the shortest that there are. */
export const PACE = PACES[process.argv.find((word) => word in PACES)] ?? WHOLE;

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Answers a second of two servers, in turns, so that whatever else the machine does strikes both.
 * The ratio is the median of the ratios of each turn.
 */
export async function compareRates(ours, baseline) {
  for (const side of [ours, baseline]) await load({ ...side, milliseconds: PACE.warmUpMs });
  const turns = [];
  for (let round = 0; round < PACE.rounds; round += 1) {
    const a = await turnOf(ours);
    const b = await turnOf(baseline);
    turns.push({ a, b, ratio: a.rate / b.rate });
  }
  return {
    ours: median(turns.map(({ a }) => a.rate)),
    baseline: median(turns.map(({ b }) => b.rate)),
    ratio: median(turns.map(({ ratio }) => ratio)),
    unit: 'requests/s',
    microsecondsEach: {
      ours: median(turns.map(({ a }) => a.microseconds)),
      baseline: median(turns.map(({ b }) => b.microseconds)),
    },
  };
}

/** Also what a request costs the server in processor time, which a busy machine distorts least. */
async function turnOf(side) {
  const before = processorMs(side.pid);
  const rate = await load({ ...side, milliseconds: PACE.roundMs });
  const spentMs = processorMs(side.pid) - before;
  return { rate, microseconds: (spentMs * 1000) / (rate * (PACE.roundMs / 1000)) };
}

/** A row whose ratio must reach a least value. */
export function atLeast(target, row) {
  return { ...row, target: `ratio >= ${target}`, holds: row.ratio >= target };
}

/** A row whose ratio must not reach a limit. */
export function atMost(limit, row) {
  return { ...row, target: `ratio < ${limit}`, holds: row.ratio < limit };
}

/** A row whose own value must stay below a limit. */
export function below(limit, row) {
  return { ...row, target: `ours < ${limit} ${row.unit}`, holds: row.ours < limit };
}

/** A row whose own value must exceed a limit. */
export function above(limit, row) {
  return { ...row, target: `ours > ${limit} ${row.unit}`, holds: row.ours > limit };
}
