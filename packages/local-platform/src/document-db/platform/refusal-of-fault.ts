import { type FaultKind } from '../../faults/index.js';
import { REFUSALS, type Disturbance, type DisturbedCommand } from '../disturbance.js';

/** What a fault is to a command; `undefined` for faults that a database does not have. */
export function refusalOfFault(
  kind: FaultKind,
  { isInTransaction }: DisturbedCommand,
): Disturbance | undefined {
  switch (kind) {
    case 'unauthorized':
      return REFUSALS.denied();
    case 'conflict':
      return REFUSALS.conflict(isInTransaction);
    case 'rate-limited':
      return REFUSALS.overQuota();
    case 'server-error':
      return REFUSALS.unavailable();
    case 'reset':
    case 'hang':
      return kind;
    case 'latency':
    case 'expired-token':
    case 'duplicate-delivery':
    case 'reordered-delivery':
      return undefined;
  }
}
