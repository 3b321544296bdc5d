import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DecoratedMethods, DeclarationRefusedError, DeclaredTwiceError } from '../discovery/index.js';
import { CronDefinitionError } from './cron.errors.js';
import { CronSchedule } from './cron-schedule.js';
import {
  MONDAY_CRON,
  type MondayCronMetadata,
  type MondayCronMethod,
  type VariableSchedule,
} from './monday-cron.decorator.js';

const DEFAULT_TIMEOUT_SECONDS = 300;
/** The name is part of an address and a key. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** A scheduled job, bound to its provider. */
export interface CronJob {
  /** As `DecoratedMethod` has it. */
  readonly place: string;
  readonly name: string;
  readonly schedule: CronSchedule;
  /** The five fields of the schedule. */
  readonly expression: string;
  readonly timeoutSeconds: number;
  readonly invoke: MondayCronMethod;
}

/** The scheduled jobs of the app, discovered from its providers at startup. */
@Injectable()
export class CronRegistry implements OnModuleInit {
  private readonly jobs = new Map<string, CronJob>();

  constructor(
    private readonly methods: DecoratedMethods,
    private readonly modules: ModuleRef,
  ) {}

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
    const expression = typeof schedule === 'string' ? schedule : this.read(name, schedule, place);
    const what = typeof schedule === 'string' ? undefined : schedule.name;
    this.jobs.set(name, {
      place,
      name,
      schedule: scheduleOf(name, expression, place, what),
      expression,
      timeoutSeconds: timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      invoke,
    });
  }

  /** The value of the variable. @throws DeclarationRefusedError if no feature declares it */
  private read(job: string, { type, name }: VariableSchedule, place: string): string {
    const variables = this.findVariables(type);
    if (variables === undefined) {
      throw new DeclarationRefusedError(
        place,
        `the schedule of "${job}" comes from ${name}, but no feature declares ${type.name}. Add it to \`variables\`.`,
      );
    }
    const value = variables[name];
    return typeof value === 'string' ? value : '';
  }

  private findVariables(type: Type<object>): Record<string, unknown> | undefined {
    try {
      return this.modules.get<Record<string, unknown>>(type, { strict: false });
    } catch {
      return undefined;
    }
  }
}

function scheduleOf(name: string, expression: string, place: string, variable?: string): CronSchedule {
  try {
    return new CronSchedule(name, expression);
  } catch (error) {
    if (!(error instanceof CronDefinitionError)) throw error;
    const origin = variable === undefined ? '' : ` It comes from the variable ${variable}.`;
    throw new DeclarationRefusedError(
      place,
      `${error.message}${origin} Use five fields in UTC, such as "0 3 * * *".`,
    );
  }
}
