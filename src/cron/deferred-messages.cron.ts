import { Injectable } from '@nestjs/common';
import { OutboxRelay } from '../queue/index.js';
import { MondayCron } from './monday-cron.decorator.js';

/**
 * On monday code, there may be no running instance when a deferred message is due. The call of the scheduler starts
 * one.
 */
@Injectable()
export class DeferredMessagesCron {
  constructor(private readonly relay: OutboxRelay) {}

  @MondayCron('deliver-deferred', '*/10 * * * *')
  async run(): Promise<void> {
    await this.relay.flush();
  }
}
