import { constants, PerformanceObserver } from 'node:perf_hooks';
import { type Metrics } from './metrics.js';

const KINDS: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};

/** A performance entry of this type; Node's types do not include the kind. */
interface CollectionEntry {
  /** Milliseconds. */
  readonly duration: number;
  readonly detail: { readonly kind: number };
}

/** Measures each garbage collection, until the returned observer is disconnected. */
export function watchGarbageCollection(metrics: Metrics): PerformanceObserver {
  const durations = metrics.histogram({
    name: 'nodejs_gc_duration_seconds',
    help: 'Collections of garbage by their kind.',
    labels: ['kind'],
  });
  const observer = new PerformanceObserver((list) => {
    for (const { duration, detail } of list.getEntries() as unknown as readonly CollectionEntry[]) {
      durations.observe({ kind: KINDS[detail.kind] ?? 'other' }, duration / 1_000);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return observer;
}
