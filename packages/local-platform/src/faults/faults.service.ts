import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DELIVERY_KINDS, type Fault, type FaultPlan, type FaultTarget } from './fault.js';
import { routeMatcher } from './route-matcher.js';

interface Planned {
  readonly plan: FaultPlan;
  readonly id: string;
  readonly matches: (method: string, path: string) => boolean;
  struck: number;
}

/** The active faults. In memory only. */
@Injectable()
export class PlannedFaults {
  private readonly planned = new Map<string, Planned>();

  /** @param random a number of at least 0 and below 1, drawn for each call that a share decides about */
  constructor(private readonly random: () => number) {}

  get any(): boolean {
    return this.planned.size > 0;
  }

  add(plan: FaultPlan): Fault {
    const planned = { plan, id: randomUUID(), matches: routeMatcher(plan.route), struck: 0 };
    this.planned.set(planned.id, planned);
    return asFault(planned);
  }

  list(): readonly Fault[] {
    return [...this.planned.values()].map(asFault);
  }

  /** Resolves to whether it existed. */
  remove(id: string): boolean {
    return this.planned.delete(id);
  }

  clear(): void {
    this.planned.clear();
  }

  /** Faults for this call: all matching latencies, and the first other matching fault. */
  async ofCall(target: FaultTarget): Promise<readonly Fault[]> {
    return this.take(target, (plan) => !DELIVERY_KINDS.includes(plan.kind));
  }

  /** Faults for a request of the platform to the app. */
  async ofDelivery(target: FaultTarget): Promise<readonly Fault[]> {
    return this.take(target, (plan) => DELIVERY_KINDS.includes(plan.kind));
  }

  private async take(target: FaultTarget, isWanted: (plan: FaultPlan) => boolean): Promise<readonly Fault[]> {
    const struck: Fault[] = [];
    for (const planned of [...this.planned.values()]) {
      const isSecond = planned.plan.kind !== 'latency' && struck.some(({ kind }) => kind !== 'latency');
      if (isSecond || !isWanted(planned.plan) || !(await isFor(planned, target))) continue;
      // Its last call may have come while the account was looked up.
      if (!this.planned.has(planned.id) || this.random() >= (planned.plan.share ?? 1)) continue;
      planned.struck += 1;
      struck.push(asFault(planned));
      if (planned.struck === planned.plan.count) this.planned.delete(planned.id);
    }
    return struck;
  }
}

async function isFor({ plan, matches }: Planned, target: FaultTarget): Promise<boolean> {
  if (!matches(target.method, target.path)) return false;
  return plan.accountId === undefined || plan.accountId === (await target.accountId());
}

const asFault = ({ plan, id, struck }: Planned): Fault => ({ ...plan, id, struck });
