import { Injectable } from '@nestjs/common';
import { PlatformDatabase } from '../../database/index.js';
import { type User } from '../../state/index.js';
import { type BoardRow } from '../store/index.js';
import { Webhooks } from '../webhooks/webhooks.js';
import { logChanges, logOther } from './activity-log.js';
import { boardEvent } from './board-events.js';
import { type Change, type OtherChange } from './change.js';
import { ChangeFeed } from './change-feed.js';

/** Publishes all changes to the activity log and to subscribed apps. */
@Injectable()
export class ChangePublisher {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly webhooks: Webhooks,
    private readonly feed: ChangeFeed,
  ) {}

  /** Logs changes and updates their boards, in the transaction of the changes. @param at milliseconds since the epoch */
  log(user: User, changes: readonly Change[], at: number): void {
    logChanges(this.database, user, changes, at);
    this.touch(
      changes.map(({ board }) => board),
      at,
    );
  }

  /** Logs a change that has no event of its own, in the transaction of the change. */
  logOther(user: User, change: OtherChange, at: number): void {
    logOther(this.database, user, change, at);
    if (change.board) this.touch([change.board], at);
  }

  /** Sends events in the background; call it after the transaction. */
  publish(user: User, changes: readonly Change[], at: number): void {
    if (changes.length > 0) this.feed.emit(changes);
    for (const change of changes) {
      const event = boardEvent(user, change, at);
      if (event) this.webhooks.send(user, event);
    }
  }

  private touch(boards: readonly BoardRow[], at: number): void {
    for (const id of new Set(boards.map((board) => board.parent_board_id ?? board.id))) {
      this.database.update('boards', ['id', id], { updated_at: at });
    }
  }
}
