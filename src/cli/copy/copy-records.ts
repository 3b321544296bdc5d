import {
  HOME_KEY,
  remainingSeconds,
  unlessConflict,
  type Entry,
  type Persistence,
} from '../../persistence/index.js';
import { type Clock } from '../../clock/index.js';
import { sourceRecords, type Wanted } from './source-records.js';

/** Passes over the source, at most: the last one finds nothing to copy. */
const MAX_PASSES = 5;
const AT_ONCE = 16;

export interface CopyOptions {
  readonly from: Persistence;
  readonly to: Persistence;
  readonly wanted: Wanted;
  /** Prefixes of records that stay where they are. */
  readonly staying: readonly string[];
  /** Whether a record that the target has is kept, because the app uses the target already. */
  readonly onlyMissing: boolean;
  readonly clock: Clock;
  readonly onProgress: (copied: number) => void;
}

export interface CopyResult {
  readonly copied: number;
  /** Records of the source that the target has with the same value, or a newer one with `onlyMissing`. */
  readonly verified: number;
  /** Whether the last pass found nothing to copy. */
  readonly isComplete: boolean;
}

/**
 * Copies records until a pass finds each of them in the target. Run again after an interruption, it skips what is there.
 * Records keep their values and expiry, and get new versions.
 */
export async function copyRecords(options: CopyOptions): Promise<CopyResult> {
  let copied = 0;
  for (let pass = 1; pass <= MAX_PASSES; pass += 1) {
    const counts = { copied: 0, verified: 0 };
    for await (const page of sourceRecords(options.from, options.wanted)) {
      const entries = page.filter(({ key }) => !isStaying(key, options.staying));
      for (let start = 0; start < entries.length; start += AT_ONCE) {
        const group = entries.slice(start, start + AT_ONCE);
        const outcomes = await Promise.all(group.map((entry) => copyRecord(entry, options)));
        for (const isCopied of outcomes) counts[isCopied ? 'copied' : 'verified'] += 1;
      }
      options.onProgress(copied + counts.copied);
    }
    copied += counts.copied;
    if (counts.copied === 0) return { copied, verified: counts.verified, isComplete: true };
  }
  return { copied, verified: 0, isComplete: false };
}

const isStaying = (key: string, staying: readonly string[]): boolean =>
  key === HOME_KEY || staying.some((prefix) => key.startsWith(prefix));

/** Whether the record had to be written. */
async function copyRecord(entry: Entry, { to, onlyMissing, clock }: CopyOptions): Promise<boolean> {
  const ttlSeconds = remainingSeconds(entry, clock);
  if (ttlSeconds === 0) return false;
  const there = await to.get(entry.key);
  if (there && (onlyMissing || isSame(entry, there))) return false;
  const written = to.upsert(entry.key, entry.value, { version: there?.version ?? null, ttlSeconds });
  // Another write came first; the next pass looks again.
  await unlessConflict(written);
  return true;
}

/** Expiry is copied in whole seconds. */
function isSame(entry: Entry, there: Entry): boolean {
  const difference = Math.abs((entry.expiresAt ?? 0) - (there.expiresAt ?? 0));
  return entry.value === there.value && difference < 2_000;
}
