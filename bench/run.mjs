/**
 * `npm run bench`: what the app costs beside a bare Express 5 server, and whether that is within its targets.
 *   -- --json FILE   also writes [{name, ours, baseline, ratio, unit, target, holds}]
 *   -- --only TEXT   only the cases whose file name contains it
 *   -- --quick       fewer and shorter rounds: a look, not a measurement
 *   -- --check       the shortest rounds, only to see that each case runs: targets do not count
 * Each file in bench/cases exports `run(world)`, which resolves to one row or several (bench/support/measure.mjs makes
 * them), and `standalone = true` if it needs no app. `isLong = true` means that `--check` only loads it.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { openWorld } from './support/world.mjs';

const CASES = new URL('./cases/', import.meta.url);
const option = (name) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;

const isCheck = process.argv.includes('--check');
const only = option('--only') ?? '';
const files = (await readdir(CASES)).filter((name) => name.endsWith('.mjs') && name.includes(only)).sort();
const rows = [];

console.log(`Node ${process.version}, ${cpus().length} processors\n`);
printLine('case', 'ours', 'baseline', 'ratio', 'unit', 'target', '');
for (const file of files) {
  const { run, standalone, isLong } = await import(new URL(file, CASES));
  if (isCheck && isLong) continue;
  const world = standalone ? undefined : await openWorld();
  try {
    for (const row of [await run(world)].flat()) {
      rows.push(row);
      printRow(row);
    }
  } finally {
    await world?.close();
  }
}

const file = option('--json');
if (file) await writeFile(file, `${JSON.stringify(rows.map(entryOf), null, 2)}\n`);
const missed = isCheck ? [] : rows.filter(({ holds }) => !holds);
console.log(`\n${isCheck ? 'Every case runs.' : verdictOf(missed)}`);
process.exitCode = missed.length === 0 ? 0 : 1;

function verdictOf({ length }) {
  return length === 0 ? 'Every target holds.' : `${length} of ${rows.length} targets are missed.`;
}

function entryOf({ name, ours, baseline, ratio, unit, target, holds }) {
  return { name, ours, baseline, ratio, unit, target, holds };
}

function printRow({ name, ours, baseline, ratio, unit, target, holds, microsecondsEach }) {
  printLine(
    name,
    number(ours),
    number(baseline),
    ratio === null ? '-' : ratio.toFixed(2),
    unit,
    target,
    holds ? 'holds' : 'MISSED',
  );
  if (microsecondsEach) {
    const { ours: own, baseline: bare } = microsecondsEach;
    const times = `${own.toFixed(0)} µs, baseline ${bare.toFixed(0)} µs, ratio ${(bare / own).toFixed(2)}`;
    console.log(`    processor time each: ${times}`);
  }
}

function printLine(name, ours, baseline, ratio, unit, target, verdict) {
  console.log(
    [
      name.padEnd(58),
      ours.padStart(9),
      baseline.padStart(9),
      ratio.padStart(6),
      unit.padEnd(10),
      target.padEnd(16),
      verdict,
    ].join('  '),
  );
}

function number(value) {
  return value === null ? '-' : value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });
}
