import { named, oneOf, type RouteDocs } from '../docs/index.js';
import { CronJobNotFoundError, CronRunFailedError } from './cron.errors.js';

export const RUN: RouteDocs = {
  id: 'runScheduledWork',
  tag: 'platform',
  summary: 'Runs a scheduled job if it is due',
  description:
    'Available only on monday code; elsewhere the app has its own scheduler, and this route is a 404. The call is not ' +
    'authenticated, so it is only a hint: the job runs once for each due time. The body is ignored.',
  parameters: { name: { description: 'Name of the job.', example: 'purge-accounts' } },
  replies: {
    200: {
      description: '`done` if the job ran now; `skipped` if it is not due, is running, or has already run.',
      body: named('ScheduledRun', { status: oneOf('done', 'skipped') }),
    },
  },
  failures: () => [new CronJobNotFoundError(), new CronRunFailedError(undefined)],
};
