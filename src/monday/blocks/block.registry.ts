import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { getMetadataStorage } from 'class-validator';
import { DecoratedMethods, DeclarationRefusedError, DeclaredTwiceError } from '../../discovery/index.js';
import {
  MONDAY_ACTION,
  MONDAY_FIELD,
  MONDAY_TRIGGER,
  MONDAY_UNSUBSCRIBE,
  NoInput,
  type ActionMetadata,
  type ActionMethod,
  type FieldMethod,
  type TriggerMetadata,
  type TriggerMethod,
  type UnsubscribeMethod,
} from './decorators.js';
import { plansOf, REQUIRED_PLANS, Subscriptions } from '../subscriptions/index.js';
import { BlockNotFoundError, listOf, TriggerUnknownError, type BlockKind } from './blocks.errors.js';

export interface RegisteredAction {
  readonly name: string;
  readonly input: Type<object>;
  readonly deadlineSeconds: number;
  readonly run: ActionMethod<object>;
}

export interface RegisteredTrigger {
  readonly name: string;
  /** Class of the input fields, if the trigger declares one. */
  readonly input?: Type<object>;
  readonly onSubscribe: TriggerMethod;
  readonly onUnsubscribe?: UnsubscribeMethod;
}

/** monday waits for one minute (docs/monday-platform.md#action-runs). */
const DEADLINE_SECONDS = 50;

/** What a method is whose plan is checked: a block, or a route. */
const CHECKED = [MONDAY_ACTION, MONDAY_TRIGGER, MONDAY_FIELD, METHOD_METADATA];

interface Placed<T> {
  readonly block: T;
  readonly place: string;
}

/** The blocks of the app, discovered from its providers at startup. */
@Injectable()
export class BlockRegistry implements OnModuleInit {
  private readonly actions = new Map<string, Placed<RegisteredAction>>();
  private readonly triggers = new Map<string, Placed<RegisteredTrigger>>();
  private readonly fields = new Map<string, Placed<FieldMethod>>();

  constructor(
    private readonly methods: DecoratedMethods,
    private readonly subscriptions: Subscriptions,
  ) {}

  /** @throws DeclaredTwiceError | DeclarationRefusedError */
  onModuleInit(): void {
    const { methods } = this;
    const actions = methods.find<ActionMetadata, ActionMethod<object>>(MONDAY_ACTION);
    for (const { metadata, invoke, method, place } of actions) {
      const { name, input, deadlineSeconds = DEADLINE_SECONDS } = metadata;
      checkInput('action', name, input, place);
      const block = { name, input, deadlineSeconds, run: this.withPlan(method, invoke) };
      put('action', name, this.actions, { block, place });
    }
    this.findTriggers();
    for (const { metadata, invoke, method, place } of methods.find<string, FieldMethod>(MONDAY_FIELD)) {
      put('field', metadata, this.fields, { block: this.withPlan(method, invoke), place });
    }
    this.refuseOtherPlans();
  }

  /** @throws BlockNotFoundError */
  requireAction(name: string): RegisteredAction {
    return requireBlock('action', name, this.actions);
  }

  /** @throws BlockNotFoundError */
  requireTrigger(name: string): RegisteredTrigger {
    return requireBlock('trigger', name, this.triggers);
  }

  /** Checks a name that the app's own code wrote. @throws TriggerUnknownError */
  checkTrigger(name: string): void {
    if (!this.triggers.has(name)) throw new TriggerUnknownError(name, [...this.triggers.keys()]);
  }

  findTrigger(name: string): RegisteredTrigger | undefined {
    return this.triggers.get(name)?.block;
  }

  /** @throws BlockNotFoundError */
  requireField(name: string): FieldMethod {
    return requireBlock('field', name, this.fields);
  }

  /** The method, preceded by the check of the plans that it requires. */
  private withPlan<A extends unknown[], R>(
    method: object,
    invoke: (...given: A) => R | Promise<R>,
  ): (...given: A) => R | Promise<R> {
    const plans = plansOf(method);
    if (plans === undefined) return invoke;
    return async (...given) => {
      await this.subscriptions.require(...plans);
      return invoke(...given);
    };
  }

  /** A plan that nothing checks would protect nothing. */
  private refuseOtherPlans(): void {
    for (const { method, place } of this.methods.marks(REQUIRED_PLANS)) {
      if (CHECKED.some((kind) => Reflect.hasMetadata(kind, method))) continue;
      throw new DeclarationRefusedError(
        place,
        '@RequiresPlan has no effect here. Use it on a route, an action, a trigger or a field, or call `Subscriptions.require`.',
      );
    }
  }

  private findTriggers(): void {
    const { methods } = this;
    const triggers = methods.find<TriggerMetadata, TriggerMethod>(MONDAY_TRIGGER);
    for (const { metadata, invoke, method, place } of triggers) {
      const { name, input } = metadata;
      if (input) checkInput('trigger', name, input, place);
      const block = { name, input, onSubscribe: this.withPlan(method, invoke) };
      put('trigger', name, this.triggers, { block, place });
    }
    const ended = new Map<string, Placed<UnsubscribeMethod>>();
    for (const { metadata, invoke, place } of methods.find<string, UnsubscribeMethod>(MONDAY_UNSUBSCRIBE)) {
      const trigger = this.triggers.get(metadata);
      if (!trigger) throw unknownTrigger(metadata, [...this.triggers.keys()], place);
      const other = ended.get(metadata);
      if (other) throw new DeclaredTwiceError(`hook of the trigger "${metadata}"`, place, other.place);
      ended.set(metadata, { block: invoke, place });
      this.triggers.set(metadata, { ...trigger, block: { ...trigger.block, onUnsubscribe: invoke } });
    }
  }
}

function unknownTrigger(name: string, known: readonly string[], place: string): DeclarationRefusedError {
  const problem = `the app has no trigger "${name}" to unsubscribe from. ${listOf(known)}`;
  return new DeclarationRefusedError(place, problem);
}

/** Fields that no rule of the DTO names are dropped, so without any rule a block would never see its input. */
function checkInput(kind: BlockKind, name: string, input: Type<object>, place: string): void {
  if (input === NoInput) return;
  if (getMetadataStorage().getTargetValidationMetadatas(input, '', false, false).length > 0) return;
  throw new DeclarationRefusedError(
    place,
    `${input.name}, the input of the ${kind} "${name}", has no property with a rule. ` +
      'Add one, such as @IsString() name!: string, or use NoInput.',
  );
}

function put<T>(kind: BlockKind, name: string, blocks: Map<string, Placed<T>>, placed: Placed<T>): void {
  const other = blocks.get(name);
  if (other !== undefined) throw new DeclaredTwiceError(`${kind} "${name}"`, placed.place, other.place);
  blocks.set(name, placed);
}

function requireBlock<T>(kind: BlockKind, name: string, blocks: ReadonlyMap<string, Placed<T>>): T {
  const placed = blocks.get(name);
  if (placed === undefined) throw new BlockNotFoundError(kind);
  return placed.block;
}
