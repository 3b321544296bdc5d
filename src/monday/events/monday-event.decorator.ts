import { SetMetadata } from '@nestjs/common';
import type { Fields } from '../input/index.js';

export const MONDAY_EVENT = Symbol('MONDAY_EVENT');

/** An event of a board, of the app's life, or of one of its features. */
export interface MondayEventMessage {
  /** As monday wrote it, such as `create_pulse`, `install` or `AppFeatureBoardView:delete`. */
  readonly type: string;
  readonly accountId: string;
  readonly userId: string;
  /** The event itself, as monday sent it (platform.md 2.2, 2.3, 2.4). */
  readonly data: Fields;
}

export type MondayEventMethod = (event: MondayEventMessage) => Promise<void> | void;

/**
 * Marks a provider's method as a handler of monday's events. It runs in the queue, as the event's user, and is
 * repeated where it fails: it must bear seeing an event again.
 * @param name the event as one subscribes to it, such as `create_item`, or the type that it has itself
 */
export const MondayEvent =
  (name: string) =>
  <M extends MondayEventMethod>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(MONDAY_EVENT, name)(target, key, method);
  };
