import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DecoratedMethods, DeclarationRefusedError, DeclaredTwiceError } from '../discovery/index.js';
import { CronDefinitionError } from './cron.errors.js';
import { CronSchedule } from './cron-schedule.js';
import { MONDAY_CRON, type MondayCronMetadata, type MondayCronMethod } from './monday-cron.decorator.js';

const DEFAULT_TIMEOUT_SECONDS = 300;
/** The name is part of an address and a key. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** A scheduled job, bound to its provider. */
export interface CronJob {
  /** As `DecoratedMethod` has it. */
  readonly place: string;
  readonly name: string;
  readonly schedule: CronSchedule;
  readonly timeoutSeconds: number;
  readonly invoke: MondayCronMethod;
}

/** The scheduled jobs of the app, discovered from its providers at startup. */
@Injectable()
export class CronRegistry implements OnModuleInit {
  private readonly jobs = new Map<string, CronJob>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws DeclarationError */
  onModuleInit(): void {
    for (const found of this.methods.find<MondayCronMetadata, MondayCronMethod>(MONDAY_CRON)) {
      this.add(found.metadata, found.invoke, found.place);
    }
  }

  all(): readonly CronJob[] {
    return [...this.jobs.values()];
  }

  find(name: string): CronJob | undefined {
    return this.jobs.get(name);
  }

  private add(
    { name, schedule, timeoutSeconds }: MondayCronMetadata,
    invoke: MondayCronMethod,
    place: string,
  ): void {
    if (!NAME.test(name)) {
      throw new DeclarationRefusedError(
        place,
        `the scheduled job "${name}" needs a name of letters, digits, "-" and "_". Rename it.`,
      );
    }
    const other = this.jobs.get(name);
    if (other) throw new DeclaredTwiceError(`scheduled job "${name}"`, place, other.place);
    this.jobs.set(name, {
      place,
      name,
      schedule: scheduleOf(name, schedule, place),
      timeoutSeconds: timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      invoke,
    });
  }
}

function scheduleOf(name: string, schedule: string, place: string): CronSchedule {
  try {
    return new CronSchedule(name, schedule);
  } catch (error) {
    if (!(error instanceof CronDefinitionError)) throw error;
    throw new DeclarationRefusedError(place, `${error.message} Use five fields in UTC, such as "0 3 * * *".`);
  }
}
