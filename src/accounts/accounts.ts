import { Injectable, Logger } from '@nestjs/common';
import { InstallationStore } from '../account-data/index.js';
import { runAs } from '../caller/index.js';
import { Clock } from '../clock/index.js';
import { findCronRun } from '../cron/index.js';
import { AccountList } from './account-list.js';
import { AccountRunConcurrencyError, AccountRunNameMissingError } from './accounts.errors.js';
import { AccountRunStore, type AccountRun } from './account-run.store.js';
import { type KnownAccount } from './known-account.js';
import { RunningTasks } from './running-tasks.js';

/** Handles one account. `signal` is aborted when the run should stop. */
export type AccountHandler = (account: KnownAccount, signal: AbortSignal) => Promise<void> | void;

export interface ForEachAccountOptions {
  /** Name of the run, by which it goes on after a crash; default is that of the scheduled job. */
  readonly name?: string;
  /** Accounts that are handled at the same time, 1 to 100; default 8. */
  readonly concurrency?: number;
  /** Stops the run, which goes on at the next call. That of the scheduled job is always used. */
  readonly signal?: AbortSignal;
}

/** An account whose handler failed. */
export interface AccountFailure {
  readonly accountId: string;
  readonly error: unknown;
}

export interface AccountRunResult {
  /**
   * `finished`: all accounts were handled. `stopped`: the rest follows at the next call. `busy`: another process is at
   * work, and nothing was done.
   */
  readonly status: 'finished' | 'stopped' | 'busy';
  /** Whether the run went on where an earlier one ended. */
  readonly wasResumed: boolean;
  /** Accounts that this call handled, including those that failed. */
  readonly handled: number;
  readonly failed: number;
  /** The first failures, at most 100. */
  readonly failures: readonly AccountFailure[];
}

/** User of an account where nobody is connected: calls to monday throw `ConnectionRequiredError`. */
export const NOBODY = 'nobody';

const CONCURRENCY = 8;
const MAX_CONCURRENCY = 100;
/** Accounts that may be handled before a slow one that comes earlier, at most. */
const WINDOW = 200;
const MAX_FAILURES = 100;
/** How long a run that is stopped waits for handlers, which may ignore their signal. */
const STOP_MS = 5_000;
/** A run that takes longer looks before each account whether it has left meanwhile, because pages are read ahead. */
const LISTED_MS = 5_000;
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

interface Work {
  readonly run: AccountRun;
  readonly name: string;
  readonly handler: AccountHandler;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly startedAt: number;
  readonly result: { handled: number; failed: number; failures: AccountFailure[] };
}

/** The accounts that use the app: those that installed it, and those with a live connection to monday. */
@Injectable()
export class Accounts {
  private readonly logger = new Logger(Accounts.name);

  constructor(
    private readonly list: AccountList,
    private readonly runs: AccountRunStore,
    private readonly installations: InstallationStore,
    private readonly clock: Clock,
  ) {}

  /** All accounts in the order of their ids. Pages are read as needed. It is for work of the app, not for a request. */
  all(): AsyncGenerator<KnownAccount, void, undefined> {
    return this.list.accounts();
  }

  /**
   * Calls the handler for each account, several at a time, as a job of the account: on behalf of a connected user, if
   * there is one. A failure is logged and reported, and does not end the run.
   *
   * After a crash or a stop, the next call of the same name goes on where the run was: no account is left out, and those
   * of the last moments may be handled twice, so the handler must be idempotent. Of several processes, one works.
   * @throws AccountRunNameMissingError outside of a scheduled job, without a name
   * @throws AccountRunConcurrencyError
   */
  async forEachAccount(
    handler: AccountHandler,
    options: ForEachAccountOptions = {},
  ): Promise<AccountRunResult> {
    const job = findCronRun();
    const name = options.name ?? job?.name;
    if (name === undefined || !NAME.test(name)) throw new AccountRunNameMissingError();
    const { concurrency = CONCURRENCY } = options;
    const isPossible = Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= MAX_CONCURRENCY;
    if (!isPossible) throw new AccountRunConcurrencyError(MAX_CONCURRENCY);
    const result = { handled: 0, failed: 0, failures: [] };
    const run = await this.runs.claim(name);
    if (!run) return { status: 'busy', wasResumed: false, ...result };
    const signals = [job?.signal, options.signal, run.signal].filter((signal) => signal !== undefined);
    const signal = AbortSignal.any(signals);
    const work = { run, name, handler, concurrency, signal, startedAt: this.clock.now(), result };
    const isFinished = await this.handleAll(work);
    const status = isFinished ? 'finished' : 'stopped';
    const { handled, failed } = result;
    this.logger.log(
      { event: 'accounts.run_ended', run: name, status, handled, failed },
      'accounts were handled',
    );
    return { status, wasResumed: run.wasResumed, ...result };
  }

  /** @returns whether all accounts were handled */
  private async handleAll(work: Work): Promise<boolean> {
    const { run, signal, concurrency } = work;
    const running = new RunningTasks(signal);
    let isFinished = false;
    try {
      for await (const account of this.list.accounts(run.after)) {
        if (signal.aborted) break;
        if (!run.progress.start(account.accountId)) continue;
        running.add(this.handle(account, work));
        await running.waitWhile(() => running.size >= concurrency || run.progress.size >= WINDOW);
      }
      await running.waitWhile(() => running.size > 0);
      isFinished = !signal.aborted;
    } finally {
      await running.settle(STOP_MS, this.clock);
      running.release();
      await run.end(isFinished);
    }
    return isFinished;
  }

  private async handle(account: KnownAccount, work: Work): Promise<void> {
    const { run, name, handler, signal, result } = work;
    const { accountId, userId = NOBODY } = account;
    try {
      if (await this.hasLeft(accountId, work)) {
        run.progress.finish(accountId);
        return;
      }
      await runAs({ accountId, userId, kind: 'job' }, () => handler(account, signal));
    } catch (error) {
      // What failed because of the stop is repeated.
      if (signal.aborted) return;
      result.failed += 1;
      if (result.failures.length < MAX_FAILURES) {
        result.failures.push({ accountId, error });
        this.logger.error({ event: 'accounts.handler_failed', run: name, accountId, err: error });
      }
    }
    result.handled += 1;
    run.progress.finish(accountId);
  }

  /** Whether the account has uninstalled the app during the run. */
  private async hasLeft(accountId: string, { startedAt }: Work): Promise<boolean> {
    if (this.clock.now() - startedAt < LISTED_MS) return false;
    return this.installations.hasLeftSince(accountId, startedAt);
  }
}
