import { Global, Injectable, Module } from '@nestjs/common';
import { IsString } from 'class-validator';
import { MondayCron } from '../../../src/cron/index.js';
import {
  MondayAction,
  MondayEvent,
  MondayTrigger,
  type MondayEventMessage,
} from '../../../src/monday/index.js';
import { QueueHandler, QueuePermanentError } from '../../../src/queue/index.js';
import { RETRY_POLICY } from '../../../src/queue/queue.runner.js';

export const NOTE = 'fixture.note';

export class Note {
  @IsString() text!: string;
}

/**
 * What an app adds of its own, so that a fixture holds records of each kind. It is the same when a fixture is made and
 * when a later version starts on it.
 */
@Injectable()
export class FixtureFeature {
  /** Refuses notes for good that begin with `refuse`, and holds those that begin with `hang`. */
  isMaking = false;
  readonly notes: string[] = [];
  readonly held: { readonly text: string; readonly letGo: () => void }[] = [];
  readonly events: unknown[] = [];
  actions = 0;

  @QueueHandler(NOTE, Note)
  async receive({ text }: Note): Promise<void> {
    if (this.isMaking && text.startsWith('refuse')) throw new QueuePermanentError('fixture.refused');
    if (this.isMaking && text.startsWith('hang')) {
      await new Promise<void>((letGo) => this.held.push({ text, letGo }));
    }
    this.notes.push(text);
  }

  @MondayAction('fixture', Note)
  act({ text }: Note): object {
    this.actions += 1;
    return { text: text.toUpperCase() };
  }

  @MondayTrigger('fixture')
  subscribed(): void {}

  @MondayEvent('create_pulse')
  created({ data }: MondayEventMessage): void {
    this.events.push(data);
  }

  @MondayCron('fixture', '* * * * *')
  tick(): void {}
}

/** Two tries without a pause: a fixture needs messages that were given up. */
export const POLICY = { maxAttempts: 2, firstDelayMs: 1, maxDelayMs: 1, minAgeMs: 0 };
export const POLICY_OVERRIDE = { token: RETRY_POLICY, value: POLICY };

@Global()
@Module({
  providers: [FixtureFeature],
  exports: [FixtureFeature],
})
export class FixtureFeatureModule {}
