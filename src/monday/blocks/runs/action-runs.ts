import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../../../account-data/index.js';
import { requireCaller } from '../../../caller/index.js';
import { Persistence, unlessConflict, type Version } from '../../../persistence/index.js';
import { associatedDataOf, KeyRing } from '../../../secrets/index.js';
import { ActionRunningError } from '../blocks.errors.js';

const PREFIX = 'monday/action-runs/';
/** monday delivers a run for half an hour; a day leaves room for its clock and ours. */
const KEPT_SECONDS = 24 * 60 * 60;
/** A run that is older than this and has no answer belonged to a process that died. */
const LEASE_MS = 5 * 60 * 1000;

interface RunRecord {
  /** Milliseconds since the epoch. */
  readonly leaseUntil: number;
  /** JSON text, encrypted; absent while the run works. */
  readonly answer?: string;
}

/** The right to work on a run; whoever holds it finishes or releases it. */
export interface RunLease {
  finish(answer: object): Promise<void>;
  release(): Promise<void>;
}

/** Remembers each run of an action by its uuid, so that one that monday delivers again does not run twice. */
@Injectable()
export class ActionRuns {
  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
  ) {}

  /**
   * The first answer of the run, or the right to work on it.
   * @throws ActionRunningError if another delivery works on it now
   */
  async begin(action: string, actionUuid: string): Promise<{ answer: object } | { lease: RunLease }> {
    const { accountId } = requireCaller();
    const key = `${PREFIX}${accountId}/${action}/${actionUuid}`;
    const known: { sealed?: string } = {};
    const begun = await this.persistence.update(key, (entry) => {
      const record = entry && (JSON.parse(entry.value) as RunRecord);
      known.sealed = record?.answer;
      if (known.sealed !== undefined) return undefined;
      if (record && record.leaseUntil > Date.now()) throw new ActionRunningError();
      const value = JSON.stringify({ leaseUntil: Date.now() + LEASE_MS } satisfies RunRecord);
      return { value, ttlSeconds: KEPT_SECONDS, owner: accountId };
    });
    if (known.sealed !== undefined) return { answer: this.open(key, known.sealed) };
    if (!begun) throw new ActionRunningError();
    return { lease: this.leaseOf(key, begun.version) };
  }

  @PurgesAccount('action runs')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, `${PREFIX}${accountId}/`);
  }

  /** A lease that ran out may have been taken by another delivery; then that one counts. */
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
