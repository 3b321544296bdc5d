import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Persistence, unlessConflict, type Version } from '../persistence/index.js';
import { AccountProgress, type Position } from './account-progress.js';

interface Stored extends Position {
  /** Before this time, another process may be at work. */
  readonly until: number;
}

const START: Stored = { last: '', ahead: [], until: 0 };
/** A run whose process died is free after this time, which is shorter than the claim of a scheduled job. */
const LEASE_MS = 20_000;
const RENEW_MS = 5_000;
/** How much is repeated after a crash, at most. The vault limits writes. */
const SAVE_MS = { fast: 250, slow: 2_000 };

const keyOf = (name: string): string => `accounts/runs/${name}`;

/** Stores the positions of runs over all accounts, so that a run goes on after a crash, and one process works on it. */
@Injectable()
export class AccountRunStore {
  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  /** Claims the run, at the position that it had reached; `undefined` if another process is at work. */
  async claim(name: string): Promise<AccountRun | undefined> {
    const entry = await this.persistence.get(keyOf(name));
    const stored = entry ? (JSON.parse(entry.value) as Stored) : START;
    if (stored.until > this.clock.now()) return undefined;
    const run = new AccountRun(this.persistence, this.clock, name, stored);
    return (await run.begin(entry?.version ?? null)) ? run : undefined;
  }
}

/** One process's work on a run. */
export class AccountRun {
  readonly progress: AccountProgress;
  readonly wasResumed: boolean;
  private readonly lost = new AbortController();
  private version: Version | null = null;
  private cancel: () => void = () => undefined;
  private writing: Promise<void> = Promise.resolve();
  private saved = { revision: 0, at: 0 };

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
    private readonly name: string,
    private readonly from: Position,
  ) {
    this.progress = new AccountProgress(from);
    this.wasResumed = from.last !== '' || from.ahead.length > 0;
  }

  /** The account after which the run starts. */
  get after(): string | undefined {
    return this.from.last === '' ? undefined : this.from.last;
  }

  /** Aborted if another process has taken over. */
  get signal(): AbortSignal {
    return this.lost.signal;
  }

  /** @returns false if another process came first */
  async begin(version: Version | null): Promise<boolean> {
    this.version = version;
    if (!(await this.write(LEASE_MS))) return false;
    this.plan();
    return true;
  }

  /** Ends the run: a finished one starts again next time, and another one goes on where it is. */
  async end(isFinished: boolean): Promise<void> {
    this.cancel();
    await this.writing;
    if (this.lost.signal.aborted) return;
    if (!isFinished) await this.write(0);
    else await unlessConflict(this.persistence.delete(keyOf(this.name), this.version ?? undefined));
  }

  private plan(): void {
    const wait = this.persistence.capabilities.scan ? SAVE_MS.fast : SAVE_MS.slow;
    this.cancel = this.clock.after(wait, () => {
      this.writing = this.save().finally(() => {
        if (!this.lost.signal.aborted) this.plan();
      });
    });
  }

  /** A write that fails is repeated by the next one, as long as the claim lasts. */
  private async save(): Promise<void> {
    const isRecent = this.clock.now() - this.saved.at < RENEW_MS;
    if (isRecent && this.saved.revision === this.progress.revision) return;
    const isMine = await this.write(LEASE_MS).catch(() => true);
    if (!isMine) this.lost.abort(new Error('Another process has taken over the run.'));
  }

  private async write(leaseMs: number): Promise<boolean> {
    const { progress, version } = this;
    const now = this.clock.now();
    const { revision } = progress;
    const stored: Stored = { ...progress.position, until: leaseMs === 0 ? 0 : now + leaseMs };
    const written = await unlessConflict(
      this.persistence.upsert(keyOf(this.name), JSON.stringify(stored), { version }),
    );
    if (!written) return false;
    this.version = written.version;
    this.saved = { revision, at: now };
    return true;
  }
}
