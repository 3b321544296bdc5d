import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DecoratedMethods } from '../discovery/index.js';
import { CronDefinitionError } from './cron.errors.js';
import { CronSchedule } from './cron-schedule.js';
import { MONDAY_CRON, type MondayCronMetadata, type MondayCronMethod } from './monday-cron.decorator.js';

const DEFAULT_TIMEOUT_SECONDS = 300;
/** The name is part of an address and of a key. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Scheduled work, bound to its provider. */
export interface CronJob {
  readonly name: string;
  readonly schedule: CronSchedule;
  readonly timeoutSeconds: number;
  readonly invoke: MondayCronMethod;
}

/** The scheduled work of the app, found on its providers when it starts. */
@Injectable()
export class CronRegistry implements OnModuleInit {
  private readonly jobs = new Map<string, CronJob>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws CronDefinitionError */
  onModuleInit(): void {
    for (const { metadata, invoke } of this.methods.find<MondayCronMetadata, MondayCronMethod>(MONDAY_CRON)) {
      this.add(metadata, invoke);
    }
  }

  all(): readonly CronJob[] {
    return [...this.jobs.values()];
  }

  find(name: string): CronJob | undefined {
    return this.jobs.get(name);
  }

  private add({ name, schedule, timeoutSeconds }: MondayCronMetadata, invoke: MondayCronMethod): void {
    if (!NAME.test(name)) throw new CronDefinitionError(name, 'needs another name');
    if (this.jobs.has(name)) throw new CronDefinitionError(name, 'is defined twice');
    this.jobs.set(name, {
      name,
      schedule: new CronSchedule(name, schedule),
      timeoutSeconds: timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      invoke,
    });
  }
}
