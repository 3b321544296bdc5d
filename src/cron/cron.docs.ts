import { named, oneOf, type RouteDocs } from '../docs/index.js';
import { CronJobNotFoundError, CronRunFailedError } from './cron.errors.js';

export const RUN: RouteDocs = {
  id: 'runScheduledWork',
  tag: 'platform',
  summary: 'Runs scheduled work that is due',
  description:
    'Only on monday code; elsewhere the app keeps its schedule itself, and this is a 404. The call proves nothing, so ' +
    'it is only a hint: each due time is done once, however often it is called. A body is not read.',
  parameters: { name: { description: 'Name of the work.', example: 'account-purge' } },
  replies: {
    200: {
      description: 'Done now, or skipped: not due, done before, or under way.',
      body: named('ScheduledRun', { status: oneOf('done', 'skipped') }),
    },
  },
  failures: () => [new CronJobNotFoundError(), new CronRunFailedError(undefined)],
};
