import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { QueueDriver, type Delivery, type Outcome } from './queue.driver.js';
import { QueueRunner } from './queue.runner.js';

/** Time for running handlers to finish at shutdown; the whole shutdown takes at most ten seconds. */
const GRACE_MS = 5_000;

/** Starts and stops the driver with the app. */
@Injectable()
export class QueueWorker
  implements
    OnModuleInit,
    OnApplicationBootstrap,
    OnModuleDestroy,
    BeforeApplicationShutdown,
    OnApplicationShutdown
{
  private started = false;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly driver: QueueDriver,
    private readonly runner: QueueRunner,
  ) {}

  onModuleInit(): Promise<void> {
    return this.driver.open();
  }

  /** Starts here, because all providers are ready only now. */
  async onApplicationBootstrap(): Promise<void> {
    await this.driver.start((delivery) => this.handle(delivery));
    this.started = true;
  }

  /** The first step of the shutdown, so that no other step delays it. */
  onModuleDestroy(): void {
    if (!this.started) return;
    this.stopped = this.driver.stop(GRACE_MS);
    // The next step awaits it and handles its failure.
    this.stopped.catch(() => undefined);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stopped;
  }

  onApplicationShutdown(): Promise<void> {
    return this.driver.close();
  }

  private async handle(delivery: Delivery): Promise<Outcome> {
    const result = await this.runner.run(delivery);
    return result.type === 'dead' ? { type: 'done' } : result;
  }
}
