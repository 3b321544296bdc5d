import { Cron } from 'croner';
import { fieldsOf } from 'monday-persistence/json';
import { MappsInputError } from '../mapps.errors.js';

/** A job of monday's scheduler (docs/monday-platform.md#scheduler). */
export interface ScheduledJob {
  readonly name: string;
  readonly description?: string;
  /** Five fields, in UTC. */
  readonly schedule: string;
  /** Below `/mndy-cronjob`, with a leading slash. */
  readonly targetUrl: string;
  readonly retryConfig?: { readonly maxRetries?: number; readonly minBackoffDuration?: number };
  /** Seconds. */
  readonly timeout?: number;
}

const NAME = /^[\w-]{1,100}$/;
const FIVE_FIELDS = /^\S+(?: \S+){4}$/;
/** Without `.` and `..`, which would leave `/mndy-cronjob`. */
const TARGET = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+$/;
const MAX_DESCRIPTION = 500;
const MAX_TEXT = 1_000;
const MAX_RETRIES = 5;
const MAX_SECONDS = 1_800;

/**
 * Reads a job from the body of a request.
 * @param known the job as it is, whose fields stay if the body lacks them
 * @throws MappsInputError
 */
export function readJob(body: unknown, known?: ScheduledJob): ScheduledJob {
  const { name, description, schedule, targetUrl, retryConfig, timeout } = {
    ...known,
    ...fieldsOf(body),
    ...(known && { name: known.name }),
  };
  return {
    name: matching('name', name, NAME),
    schedule: readSchedule(schedule),
    targetUrl: matching('targetUrl', targetUrl, TARGET),
    ...(description !== undefined && { description: readDescription(description) }),
    ...(retryConfig !== undefined && { retryConfig: readRetries(retryConfig) }),
    ...(timeout !== undefined && { timeout: readNumber('timeout', timeout, MAX_SECONDS) }),
  };
}

/** Whether the job is due in this minute. */
export function isDue({ schedule }: ScheduledJob, minute: Date): boolean {
  return cronOf(schedule).match(minute);
}

const cronOf = (schedule: string): Cron =>
  new Cron(schedule, { timezone: 'UTC', paused: true, mode: '5-part' });

function readSchedule(value: unknown): string {
  const schedule = typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : '';
  if (schedule.length > MAX_TEXT || !FIVE_FIELDS.test(schedule))
    throw new MappsInputError('schedule must have five fields.');
  try {
    if (cronOf(schedule).nextRun() !== null) return schedule;
  } catch {
    // Told below.
  }
  throw new MappsInputError('schedule cannot be read, or never comes due.');
}

function readDescription(value: unknown): string {
  if (typeof value !== 'string' || value.length > MAX_DESCRIPTION) {
    throw new MappsInputError(`description must be a text of at most ${MAX_DESCRIPTION} characters.`);
  }
  return value;
}

function readRetries(value: unknown): ScheduledJob['retryConfig'] {
  const { maxRetries, minBackoffDuration } = fieldsOf(value);
  return {
    ...(maxRetries !== undefined && { maxRetries: readNumber('maxRetries', maxRetries, MAX_RETRIES) }),
    ...(minBackoffDuration !== undefined && {
      minBackoffDuration: readNumber('minBackoffDuration', minBackoffDuration, MAX_SECONDS),
    }),
  };
}

function readNumber(name: string, value: unknown, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max) {
    throw new MappsInputError(`${name} must be a whole number from 0 to ${max}.`);
  }
  return value;
}

function matching(name: string, value: unknown, form: RegExp): string {
  if (typeof value !== 'string' || value.length > MAX_TEXT || !form.test(value))
    throw new MappsInputError(`${name} has no valid form.`);
  return value;
}
