import { type Metrics } from '../../telemetry/index.js';

/**
 * Counts what the store charges for (docs/monday-platform.md#document-db): documents read, written and deleted. A query
 * that finds nothing counts as one read.
 */
export interface UsageMeter {
  add(kind: UsageKind, documents: number): void;
}

export type UsageKind = 'read' | 'write' | 'delete';

/** One for all stores of a process, also if one is opened again. */
const meters = new WeakMap<Metrics, UsageMeter>();

/** Counts in `document_db_documents_total`. */
export function meterIn(metrics: Metrics): UsageMeter {
  const known = meters.get(metrics);
  if (known) return known;
  const counter = metrics.counter({
    name: 'document_db_documents_total',
    help: 'Documents read, written and deleted in the Document DB, as its quotas count them.',
    labels: ['kind'],
  });
  const meter: UsageMeter = {
    add: (kind, documents) => {
      if (documents > 0) counter.add({ kind }, documents);
    },
  };
  meters.set(metrics, meter);
  return meter;
}
