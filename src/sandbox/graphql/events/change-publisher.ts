import { Injectable } from '@nestjs/common';
import { PlatformDatabase } from '../../database/index.js';
import type { User } from '../../state/index.js';
import { Webhooks } from '../webhooks/webhooks.js';
import { logChanges } from './activity-log.js';
import { boardEvent } from './board-events.js';
import type { Change } from './change.js';

/** The one place that changes go through: into the activity log, and to the app that subscribed to them. */
@Injectable()
export class ChangePublisher {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly webhooks: Webhooks,
  ) {}

  /** In the transaction of the changes. */
  log(user: User, changes: readonly Change[]): void {
    logChanges(this.database, user, changes);
  }

  /** After the transaction; sends in the background. */
  publish(user: User, changes: readonly Change[]): void {
    for (const change of changes) this.webhooks.send(user, boardEvent(user, change));
  }
}
