import { Injectable } from '@nestjs/common';
import { OutboxRelay } from '../queue/index.js';
import { MondayCron } from './monday-cron.decorator.js';

/** On monday code no instance may be up when a deferred message comes due: the scheduler's call brings one up. */
@Injectable()
export class DeferredMessagesCron {
  constructor(private readonly relay: OutboxRelay) {}

  @MondayCron('deliver-deferred', '*/10 * * * *')
  async run(): Promise<void> {
    await this.relay.flush();
  }
}
