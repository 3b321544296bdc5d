import { SetMetadata } from '@nestjs/common';

export const MONDAY_CRON = Symbol('MONDAY_CRON');

export interface MondayCronOptions {
  /** A run that takes longer is aborted, and another may begin; default 300, which is the longest request on monday code. */
  readonly timeoutSeconds?: number;
}

/** Metadata that the decorator sets for the registry. */
export interface MondayCronMetadata extends MondayCronOptions {
  readonly name: string;
  readonly schedule: string;
}

/** What a scheduled method is given. */
export interface CronContext {
  readonly name: string;
  /** The moment of the schedule that this run is for, in milliseconds since the epoch. */
  readonly dueAt: number;
  /** Aborted when the run takes too long or the app stops. */
  readonly signal: AbortSignal;
}

/** Scheduled work. It has no caller: whoever needs one uses `runAs`, or publishes messages. */
export type MondayCronMethod = (context: CronContext) => Promise<void> | void;

/**
 * Marks a provider's method as scheduled work, done once for each due time, by one instance.
 *
 * On monday code, the platform's scheduler calls `POST /mndy-cronjob/<name>` (docs/monday-platform.md#scheduler): create the job there with
 * the same schedule. Anyone can call that address, so it does nothing but what is due. Elsewhere the app's own schedule
 * drives it. A due time at which no instance was up is left out; what must not be left out belongs into the queue.
 * @param name letters, digits, `-` and `_`, unique in the app
 * @param schedule five cron fields, in UTC, such as `0 3 * * *`
 */
export const MondayCron =
  (name: string, schedule: string, options: MondayCronOptions = {}) =>
  <M extends MondayCronMethod>(
    target: object,
    property: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    const metadata: MondayCronMetadata = { ...options, name, schedule };
    SetMetadata(MONDAY_CRON, metadata)(target, property, method);
  };
