import { isoTime } from '../resolvers/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets } from './operators.js';

interface TimeTrackingValue {
  readonly running: boolean;
  /** Total duration of ended sessions in seconds. */
  readonly duration: number;
  /** Start of the running session in milliseconds since the epoch. */
  readonly startDate: number | null;
  readonly history?: readonly Session[];
}

interface Session {
  readonly id: number;
  readonly startedAt: number;
  readonly startedBy: number;
  readonly endedAt: number | null;
  readonly endedBy: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** `time_tracking`: sessions are started and stopped in monday's interface; the API cannot write it. */
export const timeTracking = columnType<TimeTrackingValue>({
  name: 'time_tracking',
  typename: 'TimeTrackingValue',
  index: ({ duration, running }) => ({ number: duration, keys: [running ? 'running' : 'paused'] }),
  text: ({ stored }, reader) => (stored ? clock(secondsOf(stored.value, reader.now())) : ''),
  fields: {
    duration: ({ stored }: Cell<TimeTrackingValue>, _args: object, context) =>
      stored ? secondsOf(stored.value, context.now()) : null,
    running: ({ stored }: Cell<TimeTrackingValue>) => stored?.value.running ?? null,
    started_at: ({ stored }: Cell<TimeTrackingValue>) => isoTime(stored?.value.startDate),
    history: ({ stored }: Cell<TimeTrackingValue>) => (stored?.value.history ?? []).map(sessionNode),
  },
  operators: { ...EMPTINESS, ...keySets() },
});

function secondsOf({ running, duration, startDate }: TimeTrackingValue, now: number): number {
  if (!running || startDate === null) return duration;
  return duration + Math.floor((now - startDate) / 1000);
}

function clock(seconds: number): string {
  return [seconds / 3600, (seconds % 3600) / 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
}

function sessionNode(session: Session): object {
  return {
    id: session.id,
    status: session.endedAt === null ? 'running' : 'ended',
    created_at: isoTime(session.createdAt),
    updated_at: isoTime(session.updatedAt),
    started_at: isoTime(session.startedAt),
    started_user_id: session.startedBy,
    ended_at: isoTime(session.endedAt),
    ended_user_id: session.endedBy,
    manually_entered_start_date: false,
    manually_entered_start_time: false,
    manually_entered_end_date: false,
    manually_entered_end_time: false,
  };
}
