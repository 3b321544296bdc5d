import { SetMetadata, type Type } from '@nestjs/common';

export const MONDAY_CRON = Symbol('MONDAY_CRON');

export interface MondayCronOptions {
  /**
   * Timeout in seconds, after which a run is aborted and another may start; default 300, the maximum duration of a
   * request on monday code.
   */
  readonly timeoutSeconds?: number;
}

/** A schedule that a variable of a feature holds. */
export interface VariableSchedule {
  /** Class of the variables, as the feature declares it in `variables`. */
  readonly type: Type<object>;
  /** Name of the variable. */
  readonly name: string;
}

/**
 * The schedule of a job from a variable, such as `fromVariable(NudgeVariables, 'NUDGE_SCHEDULE')`. The app does not
 * start if the value is no schedule.
 * @param type class of the variables of a feature, with a default for this one
 */
export const fromVariable = <T extends object>(type: Type<T>, name: keyof T & string): VariableSchedule => ({
  type,
  name,
});

/** Metadata that the decorator sets for the registry. */
export interface MondayCronMetadata extends MondayCronOptions {
  readonly name: string;
  readonly schedule: string | VariableSchedule;
}

/** Argument of a scheduled method. */
export interface CronContext {
  readonly name: string;
  /** The due time of this run, in milliseconds since the epoch. */
  readonly dueAt: number;
  /** Aborted when the run times out or the app stops. */
  readonly signal: AbortSignal;
}

/** A scheduled job. It has no caller; `Accounts.forEachAccount` runs work as each account. */
export type MondayCronMethod = (context: CronContext) => Promise<void> | void;

/**
 * Marks a method as a scheduled job, which one instance runs once for each due time.
 *
 * On monday code, the platform's scheduler calls `POST /mndy-cronjob/<name>` (docs/monday-platform.md#scheduler):
 * create the job there with the same schedule. Anyone can call that address, so it runs only due jobs. Elsewhere, the
 * app's own scheduler triggers the job. A due time at which no instance is running is skipped; use the queue for work
 * that must not be skipped. A run that is interrupted by a crash or by the stop of the app is repeated, so it must be
 * idempotent.
 * @param name letters, digits, `-` and `_`, unique in the app
 * @param schedule five cron fields, in UTC, such as `0 3 * * *`; or {@link fromVariable}
 */
export const MondayCron =
  (name: string, schedule: string | VariableSchedule, options: MondayCronOptions = {}) =>
  <M extends MondayCronMethod>(
    target: object,
    property: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    const metadata: MondayCronMetadata = { ...options, name, schedule };
    SetMetadata(MONDAY_CRON, metadata)(target, property, method);
  };
