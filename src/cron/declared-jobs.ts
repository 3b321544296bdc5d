import { type Variables } from '../config/index.js';
import { declaredMethods, type DeclaredProvider } from '../discovery/index.js';
import { AccountPurgeCron } from './account-purge.cron.js';
import { type ListedCronJob } from './cron-jobs.js';
import { DeferredMessagesCron } from './deferred-messages.cron.js';
import { MONDAY_CRON, type MondayCronMetadata } from './monday-cron.decorator.js';

const OF_THE_FRAMEWORK: readonly DeclaredProvider[] = [AccountPurgeCron, DeferredMessagesCron].map(
  (type) => ({
    type,
  }),
);

/** The scheduled jobs of an app that is not running: those of its providers, and those of the framework. */
export function declaredJobs(
  providers: readonly DeclaredProvider[],
  variables: Variables,
): readonly ListedCronJob[] {
  return declaredMethods<MondayCronMetadata>([...providers, ...OF_THE_FRAMEWORK], MONDAY_CRON).map(
    ({ metadata: { name, schedule }, place }) => {
      if (typeof schedule === 'string') return { name, schedule, place };
      const defaults = new schedule.type() as Readonly<Record<string, unknown>>;
      const value = variables[schedule.name] ?? defaults[schedule.name];
      return { name, schedule: typeof value === 'string' ? value : '', place };
    },
  );
}
