import { Injectable } from '@nestjs/common';
import { AppLogger } from '../logging/index.js';
import { Draining } from '../http/index.js';
import { Persistence } from '../persistence/index.js';
import { QueueService } from '../queue/index.js';

export type DependencyStatus = 'up' | 'down';

/** What `/health` answers: `stopping` while the app drains, whatever its dependencies say. */
export interface HealthReport {
  readonly status: 'ok' | 'unavailable' | 'stopping';
  readonly checks: Readonly<Record<string, { readonly status: DependencyStatus }>>;
}

type Check = () => Promise<unknown>;

/** Longer than a healthy dependency ever takes, shorter than the probe of any platform waits. */
const TIMEOUT_MS = 2_000;

/** Asks everything the app depends on whether it answers. */
@Injectable()
export class HealthService {
  private readonly checks: ReadonlyMap<string, Check>;

  constructor(
    persistence: Persistence,
    queue: QueueService,
    private readonly draining: Draining,
    private readonly logger: AppLogger,
  ) {
    this.checks = new Map<string, Check>([
      ['persistence', () => persistence.ping()],
      ['queue', () => queue.stats()],
    ]);
  }

  async report(): Promise<HealthReport> {
    const checks = Object.fromEntries(
      await Promise.all(
        [...this.checks].map(
          async ([name, check]) => [name, { status: await this.ask(name, check) }] as const,
        ),
      ),
    );
    const isUp = Object.values(checks).every(({ status }) => status === 'up');
    return { status: this.draining.isDraining ? 'stopping' : isUp ? 'ok' : 'unavailable', checks };
  }

  /** Why a dependency is down goes to the log; the reply is for everyone. */
  private async ask(name: string, check: Check): Promise<DependencyStatus> {
    try {
      await within(TIMEOUT_MS, check());
      return 'up';
    } catch (err) {
      this.logger.warn({ dependency: name, err }, 'a dependency is down', 'Health');
      return 'down';
    }
  }
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
