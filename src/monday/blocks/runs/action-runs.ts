import { Injectable } from '@nestjs/common';
import { Clock } from '../../../clock/index.js';
import { purgeRecords, PurgesAccount, type Purged } from '../../../account-data/index.js';
import { requireCaller } from '../../../caller/index.js';
import { Persistence, unlessConflict, type Version } from '../../../persistence/index.js';
import { associatedDataOf, KeyRing } from '../../../secrets/index.js';
import { ActionRunningError } from '../blocks.errors.js';

const PREFIX = 'monday/action-runs/';
/** monday retries a run for half an hour. A day allows for differences between the clocks. */
const KEPT_SECONDS = 24 * 60 * 60;
/** A run that is older than this and has no reply belonged to a process that crashed. */
const LEASE_MS = 5 * 60 * 1000;

interface RunRecord {
  /** Milliseconds since the epoch. */
  readonly leaseUntil: number;
  /** Encrypted JSON text; absent while the run is in progress. */
  readonly answer?: string;
}

/** A lease on a run. Its holder must finish or release it. */
export interface RunLease {
  finish(answer: object): Promise<void>;
  release(): Promise<void>;
}

/** Stores each action run by its uuid, so that a repeated delivery is not executed again. */
@Injectable()
export class ActionRuns {
  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the first reply of the run, or a lease on it.
   * @throws ActionRunningError if another delivery is in progress
   */
  async begin(action: string, actionUuid: string): Promise<{ answer: object } | { lease: RunLease }> {
    const { accountId } = requireCaller();
    const key = `${PREFIX}${accountId}/${action}/${actionUuid}`;
    // Most runs are new, so that nothing needs to be read.
    const options = { version: null, ttlSeconds: KEPT_SECONDS, owner: accountId };
    const begun = await unlessConflict(this.persistence.upsert(key, this.leaseRecord(), options));
    return begun ? { lease: this.leaseOf(key, begun.version) } : this.repeat(key, accountId);
  }

  /** A delivery of a run that has a record. */
  private async repeat(key: string, accountId: string): Promise<{ answer: object } | { lease: RunLease }> {
    const known: { answer?: string } = {};
    const begun = await this.persistence.update(key, (entry) => {
      const record = entry && (JSON.parse(entry.value) as RunRecord);
      known.answer = record?.answer;
      if (known.answer !== undefined) return undefined;
      if (record && record.leaseUntil > this.clock.now()) throw new ActionRunningError();
      return { value: this.leaseRecord(), ttlSeconds: KEPT_SECONDS, owner: accountId };
    });
    if (known.answer !== undefined) return { answer: this.open(key, known.answer) };
    if (!begun) throw new ActionRunningError();
    return { lease: this.leaseOf(key, begun.version) };
  }

  private leaseRecord(): string {
    return JSON.stringify({ leaseUntil: this.clock.now() + LEASE_MS } satisfies RunRecord);
  }

  @PurgesAccount('action runs')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, `${PREFIX}${accountId}/`);
  }

  /** An expired lease may have been taken by another delivery, which then takes precedence. */
  private leaseOf(key: string, version: Version): RunLease {
    return {
      finish: async (answer) => {
        const encrypted = this.keyRing.encrypt(JSON.stringify(answer), associatedDataOf(key));
        const value = JSON.stringify({ leaseUntil: 0, answer: encrypted } satisfies RunRecord);
        const options = { version, ttlSeconds: KEPT_SECONDS };
        await unlessConflict(this.persistence.upsert(key, value, options));
      },
      release: async () => {
        await unlessConflict(this.persistence.delete(key, version));
      },
    };
  }

  private open(key: string, encrypted: string): object {
    return JSON.parse(this.keyRing.decrypt(encrypted, associatedDataOf(key)).plaintext) as object;
  }
}
