import { Injectable } from '@nestjs/common';
import { withDeadline } from 'monday-persistence/deadline';
import { AppLogger } from '../logging/index.js';
import { Draining } from '../http/index.js';
import { Persistence } from '../persistence/index.js';
import { QueueOperations } from '../queue/index.js';

export type DependencyStatus = 'up' | 'down';

/** What `/health` answers: `stopping` while the app drains, whatever its dependencies say. */
export interface HealthReport {
  readonly status: 'ok' | 'unavailable' | 'stopping';
  readonly checks: Readonly<Record<string, DependencyReport>>;
}

export interface DependencyReport {
  readonly status: DependencyStatus;
  /** What it counts, if it does. */
  readonly counts?: Counts;
}

type Counts = Readonly<Record<string, number>>;

type Check = () => Promise<Counts | void>;

/** Longer than a healthy dependency ever takes, shorter than the probe of any platform waits. */
const TIMEOUT_MS = 2_000;
/** Anyone may ask, so the queue is counted no more often. */
const COUNTS_FRESH_MS = 1_000;

/** Asks everything the app depends on whether it answers. */
@Injectable()
export class HealthService {
  private readonly checks: ReadonlyMap<string, Check>;
  /** What is being asked: a dependency that is silent is asked once at a time, however many want to know. */
  private readonly asking = new Map<string, Promise<Counts | void>>();
  private counted: { readonly at: number; readonly counts: Promise<Counts | void> } | undefined;

  constructor(
    persistence: Persistence,
    private readonly queue: QueueOperations,
    private readonly draining: Draining,
    private readonly logger: AppLogger,
  ) {
    this.checks = new Map<string, Check>([
      ['persistence', () => persistence.ping()],
      ['queue', () => this.countQueue()],
    ]);
  }

  async report(): Promise<HealthReport> {
    const checks = Object.fromEntries(
      await Promise.all(
        [...this.checks].map(async ([name, check]) => [name, await this.ask(name, check)] as const),
      ),
    );
    const isUp = Object.values(checks).every(({ status }) => status === 'up');
    return { status: this.draining.isDraining ? 'stopping' : isUp ? 'ok' : 'unavailable', checks };
  }

  /** Why a dependency is down goes to the log; the reply is for everyone. */
  private async ask(name: string, check: Check): Promise<DependencyReport> {
    try {
      const counts = await withDeadline(this.askOnce(name, check), TIMEOUT_MS, () => {
        throw new Error(`no reply within ${TIMEOUT_MS} ms`);
      });
      return counts ? { status: 'up', counts } : { status: 'up' };
    } catch (err) {
      this.logger.warn({ dependency: name, err }, 'a dependency is down', 'Health');
      return { status: 'down' };
    }
  }

  private askOnce(name: string, check: Check): Promise<Counts | void> {
    let answer = this.asking.get(name);
    if (!answer) {
      answer = check().finally(() => this.asking.delete(name));
      this.asking.set(name, answer);
    }
    return answer;
  }

  /** A queue outside, which cannot be asked, shows itself only when it is used. */
  private countQueue(): Promise<Counts | void> {
    if (!this.queue.isSupported) return Promise.resolve();
    const now = Date.now();
    if (!this.counted || now - this.counted.at >= COUNTS_FRESH_MS) {
      this.counted = { at: now, counts: this.count() };
      this.counted.counts.catch(() => (this.counted = undefined));
    }
    return this.counted.counts;
  }

  private async count(): Promise<Counts> {
    const [{ ready, delayed, running }, dead] = await Promise.all([
      this.queue.stats(),
      this.queue.countDead(),
      this.queue.check(),
    ]);
    return { ready, delayed, running, ...(dead === undefined ? {} : { dead }) };
  }
}
