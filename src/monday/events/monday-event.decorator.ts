import { SetMetadata } from '@nestjs/common';
import { type Fields } from '../input/index.js';
import { type BoardEventName, type BoardEvents } from './board-events.js';
import { type LifecycleData, type LifecycleType } from './lifecycle-data.js';

export const MONDAY_EVENT = Symbol('MONDAY_EVENT');

/** An event of a board, of the app or of one of its features. */
export interface MondayEventMessage<D extends Fields = Fields, T extends string = string> {
  /** Type as sent by monday, such as `create_pulse`, `install` or `AppFeatureBoardView:delete`. */
  readonly type: T;
  readonly accountId: string;
  readonly userId: string;
  /**
   * Set on a lifecycle event of the app that may come from any user of a board view. Ask monday (`app_subscription`)
   * before you grant anything by it (docs/security.md#known-limits).
   */
  readonly isUnproven?: boolean;
  /** The event itself, as monday sent it (docs/monday-platform.md#app-lifecycle-events, docs/monday-platform.md#app-feature-lifecycle-events, docs/monday-platform.md#board-webhooks). */
  readonly data: D;
}

/** A lifecycle event of the app, such as `LifecycleEvent<'install'>`. */
export type LifecycleEvent<T extends LifecycleType = LifecycleType> = MondayEventMessage<LifecycleData, T>;

/** Argument of the handlers of a name. */
export type MondayEventOf<N extends string> = N extends LifecycleType
  ? LifecycleEvent<N>
  : N extends BoardEventName
    ? MondayEventMessage<BoardEvents[N]>
    : MondayEventMessage;

export type MondayEventMethod<N extends string = string> = (event: MondayEventOf<N>) => Promise<void> | void;

/**
 * Marks a method as a handler of monday's events. It runs in the queue on behalf of the event's user. It is retried
 * after a failure, so it must be idempotent.
 * @param name name used to subscribe to the event, such as `create_item`, or the type of the event
 */
export const MondayEvent =
  <N extends string>(name: N) =>
  <M extends MondayEventMethod<N>>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(MONDAY_EVENT, name)(target, key, method);
  };
