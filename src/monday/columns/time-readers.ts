import { fieldsOf } from 'monday-persistence/json';
import { type ColumnContent } from './column-content.js';
import { isText, numberOf, textOr, type ColumnReaders } from './column-source.js';

/** Dates and times. */
export const TIME_READERS: ColumnReaders = {
  date: {
    read: ({ fields: { date, time } }) =>
      isText(date) ? { type: 'date', date, time: textOr(time) } : undefined,
  },
  timeline: { read: ({ fields: { from, to } }) => readRange('timeline', from, to) },
  week: {
    read: ({ fields }) => {
      const { startDate, endDate } = fieldsOf(fields['week'] ?? fields);
      return readRange('week', startDate, endDate);
    },
  },
  hour: {
    read: ({ fields }) => {
      const hour = numberOf(fields['hour']);
      return hour === undefined ? undefined : { type: 'hour', hour, minute: numberOf(fields['minute']) ?? 0 };
    },
  },
  world_clock: {
    read: ({ fields: { timezone } }) => (isText(timezone) ? { type: 'world_clock', timezone } : undefined),
  },
};

function readRange(type: 'timeline' | 'week', from: unknown, to: unknown): ColumnContent | undefined {
  return isText(from) && isText(to) ? { type, from, to } : undefined;
}
