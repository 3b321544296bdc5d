import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** How much the heap may grow between two collections, in percent of what survived. V8 would allow several times that. */
const GROWTH_PERCENT = 40;
const YOUNG_GENERATION_BYTES = 8 * 1000 * 1000;

/**
 * Keeps garbage from filling the memory of this process: the heap grows in small steps, and the young generation, which
 * would grow to 32 MB, not at all while the program loads. Call it before anything else is loaded. The flags limit no
 * object; a V8 that does not know one writes so to standard error, and goes on.
 */
export function growHeapSlowly(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  setYoungGrowth(1);
}

/** After the start: lets the young generation grow to 8 MB, so that what a request makes is collected while it is young. */
export function growYoungGeneration(): void {
  setYoungGrowth(4);
  const observer = new PerformanceObserver(() => {
    if (youngBytes() < YOUNG_GENERATION_BYTES) return;
    setYoungGrowth(1);
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}

/** @param factor by which it may grow at once */
function setYoungGrowth(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}

function youngBytes(): number {
  return (
    getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? Infinity
  );
}
