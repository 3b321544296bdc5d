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

/** Running handlers get so long to end when the app stops; the whole stop has ten seconds. */
const GRACE_MS = 5_000;

/** Ties the driver to the life of the app. */
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

  /** Only now is every provider ready for its messages. */
  async onApplicationBootstrap(): Promise<void> {
    await this.driver.start((delivery) => this.handle(delivery));
    this.started = true;
  }

  /** The first step of a stop, so that nothing else that takes its time delays this. */
  onModuleDestroy(): void {
    if (!this.started) return;
    this.stopped = this.driver.stop(GRACE_MS);
    // Awaited, with its failure, by the next step.
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
