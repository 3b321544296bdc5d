import { Injectable, type OnModuleInit } from '@nestjs/common';
import { withDeadline } from 'monday-persistence/deadline';
import { Clock } from '../clock/index.js';
import { DecoratedMethods, DeclaredTwiceError } from '../discovery/index.js';
import { AppLogger } from '../logging/index.js';
import { Draining } from '../http/index.js';
import { Persistence } from '../persistence/index.js';
import { QueueOperations } from '../queue/index.js';
import { HEALTH_CHECK, type HealthCheckMethod, type HealthCounts } from './health-check.decorator.js';

export type DependencyStatus = 'up' | 'down';

/** The reply of `/health`: `stopping` during the shutdown, regardless of the dependencies. */
export interface HealthReport {
  readonly status: 'ok' | 'unavailable' | 'stopping';
  readonly checks: Readonly<Record<string, DependencyReport>>;
}

export interface DependencyReport {
  readonly status: DependencyStatus;
  /** Counts, if a check of a feature has any. The queue shows none: its counts are in the metrics. */
  readonly counts?: HealthCounts;
}

interface Check {
  readonly ask: HealthCheckMethod;
  readonly place: string;
}

/** Longer than a healthy dependency takes, and shorter than the timeout of a platform's probe. */
const TIMEOUT_MS = 2_000;
/** Minimum interval of the queue's check, which adds a message, because anyone can call the route. */
const QUEUE_CHECK_MS = 1_000;

/** Checks all dependencies of the app. */
@Injectable()
export class HealthService implements OnModuleInit {
  private readonly checks: Map<string, Check>;
  /** Running checks: each dependency has at most one, regardless of the number of requests. */
  private readonly asking = new Map<string, Promise<HealthCounts | void>>();
  private queueCheck: { readonly at: number; readonly result: Promise<void> } | undefined;

  constructor(
    persistence: Persistence,
    private readonly queue: QueueOperations,
    private readonly draining: Draining,
    private readonly logger: AppLogger,
    private readonly methods: DecoratedMethods,
    private readonly clock: Clock,
  ) {
    this.checks = new Map<string, Check>([
      ['persistence', { ask: () => persistence.ping(), place: 'the framework' }],
      ['queue', { ask: () => this.checkQueue(), place: 'the framework' }],
    ]);
  }

  /** @throws DeclaredTwiceError */
  onModuleInit(): void {
    for (const { metadata, invoke, place } of this.methods.find<string, HealthCheckMethod>(HEALTH_CHECK)) {
      const other = this.checks.get(metadata);
      if (other) throw new DeclaredTwiceError(`health check "${metadata}"`, place, other.place);
      this.checks.set(metadata, { ask: invoke, place });
    }
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

  /** The reason is only logged, because the reply is public. */
  private async ask(name: string, { ask }: Check): Promise<DependencyReport> {
    try {
      const counts = await withDeadline(this.askOnce(name, ask), TIMEOUT_MS, () => {
        throw new Error(`no reply within ${TIMEOUT_MS} ms`);
      });
      return counts ? { status: 'up', counts } : { status: 'up' };
    } catch (err) {
      this.logger.warn({ dependency: name, err }, 'a dependency is down', 'Health');
      return { status: 'down' };
    }
  }

  private askOnce(name: string, ask: HealthCheckMethod): Promise<HealthCounts | void> {
    let answer = this.asking.get(name);
    if (!answer) {
      answer = ask().finally(() => this.asking.delete(name));
      this.asking.set(name, answer);
    }
    return answer;
  }

  /** An external queue cannot be checked; failures show only when it is used. */
  private checkQueue(): Promise<void> {
    if (!this.queue.isSupported) return Promise.resolve();
    const now = this.clock.now();
    if (!this.queueCheck || now - this.queueCheck.at >= QUEUE_CHECK_MS) {
      this.queueCheck = { at: now, result: this.proveQueue() };
      this.queueCheck.result.catch(() => (this.queueCheck = undefined));
    }
    return this.queueCheck.result;
  }

  private async proveQueue(): Promise<void> {
    // First, because it adds a message for a moment.
    await this.queue.check();
    await this.queue.stats();
  }
}
