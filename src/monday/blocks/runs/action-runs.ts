import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../../../account-data/index.js';
import { requireCaller } from '../../../caller/index.js';
import { Persistence, PersistenceConflictError, type Version } from '../../../persistence/index.js';
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
   * @throws ActionRunningError where another delivery works on it now
   */
  async begin(action: string, actionUuid: string): Promise<{ answer: object } | { lease: RunLease }> {
    const { accountId } = requireCaller();
    const key = `${PREFIX}${accountId}/${action}/${actionUuid}`;
    const entry = await this.persistence.get(key);
    const record = entry && (JSON.parse(entry.value) as RunRecord);
    if (record?.answer !== undefined) return { answer: this.open(key, record.answer) };
    if (record && record.leaseUntil > Date.now()) throw new ActionRunningError();
    try {
      const value = JSON.stringify({ leaseUntil: Date.now() + LEASE_MS } satisfies RunRecord);
      const expected = entry?.version ?? null;
      const options = { expected, ttlSeconds: KEPT_SECONDS, owner: accountId };
      const { version } = await this.persistence.put(key, value, options);
      return { lease: this.leaseOf(key, version) };
    } catch (error) {
      throw error instanceof PersistenceConflictError ? new ActionRunningError() : error;
    }
  }

  @PurgesAccount('action runs')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, `${PREFIX}${accountId}/`);
  }

  private leaseOf(key: string, version: Version): RunLease {
    return {
      finish: async (answer) => {
        const sealed = this.keyRing.encrypt(JSON.stringify(answer), associatedDataOf(key));
        const value = JSON.stringify({ leaseUntil: 0, answer: sealed } satisfies RunRecord);
        await this.unlessTaken(
          this.persistence.put(key, value, { expected: version, ttlSeconds: KEPT_SECONDS }),
        );
      },
      release: () => this.unlessTaken(this.persistence.delete(key, version)),
    };
  }

  /** A lease that ran out may have been taken by another delivery; then that one counts. */
  private async unlessTaken(write: Promise<unknown>): Promise<void> {
    try {
      await write;
    } catch (error) {
      if (!(error instanceof PersistenceConflictError)) throw error;
    }
  }

  private open(key: string, sealed: string): object {
    return JSON.parse(this.keyRing.decrypt(sealed, associatedDataOf(key)).plaintext) as object;
  }
}
