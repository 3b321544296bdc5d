import { SetMetadata } from '@nestjs/common';
import { type Fields } from '../input/index.js';
import { type BoardEventName, type BoardEvents } from './board-events.js';
import { type EventName } from './event-names.js';
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

/** The declaration of a handler. */
export interface EventMetadata {
  readonly name: string;
  readonly isUnlisted: boolean;
}

type EventDecorator<N extends string> = <M extends MondayEventMethod<N>>(
  target: object,
  key: string | symbol,
  method: TypedPropertyDescriptor<M>,
) => void;

/**
 * Marks a method as a handler of monday's events. It runs in the queue on behalf of the event's user. It is retried
 * after a failure, so it must be idempotent. With a name that is not known, the app does not start.
 * @param name name used to subscribe to the event, such as `create_item`, or the type of the event
 * @param options `isUnlisted` allows a name that monday added after this version
 */
export function MondayEvent<N extends EventName>(name: N): EventDecorator<N>;
export function MondayEvent(name: string, options: { readonly isUnlisted: true }): EventDecorator<string>;
export function MondayEvent<N extends string>(
  name: N,
  { isUnlisted = false }: { readonly isUnlisted?: boolean } = {},
): EventDecorator<N> {
  return (target, key, method) => {
    SetMetadata(MONDAY_EVENT, { name, isUnlisted } satisfies EventMetadata)(target, key, method);
  };
}
