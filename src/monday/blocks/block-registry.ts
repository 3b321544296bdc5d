import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import {
  MONDAY_ACTION,
  MONDAY_FIELD,
  MONDAY_TRIGGER,
  type ActionMetadata,
  type ActionMethod,
  type FieldMethod,
  type TriggerMethod,
} from './decorators.js';
import { BlockDuplicateError, BlockNotFoundError, type BlockKind } from './blocks.errors.js';

export interface RegisteredAction {
  readonly name: string;
  readonly input: Type<object>;
  readonly deadlineSeconds: number;
  readonly run: ActionMethod<object>;
}

/** monday waits for a minute (platform.md 3.1). */
const DEADLINE_SECONDS = 50;

/** The blocks of the app, found on its providers when it starts. */
@Injectable()
export class BlockRegistry implements OnModuleInit {
  private readonly actions = new Map<string, RegisteredAction>();
  private readonly triggers = new Map<string, TriggerMethod>();
  private readonly fields = new Map<string, FieldMethod>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws BlockDuplicateError */
  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.isDependencyTreeStatic() ? wrapper.instance : undefined;
      if (typeof instance === 'object' && instance !== null) this.register(instance);
    }
  }

  /** @throws BlockNotFoundError */
  requireAction(name: string): RegisteredAction {
    return requireBlock('action', name, this.actions);
  }

  /** @throws BlockNotFoundError */
  requireTrigger(name: string): TriggerMethod {
    return requireBlock('trigger', name, this.triggers);
  }

  /** @throws BlockNotFoundError */
  requireField(name: string): FieldMethod {
    return requireBlock('field', name, this.fields);
  }

  private register(provider: object): void {
    const prototype: unknown = Object.getPrototypeOf(provider);
    if (typeof prototype !== 'object' || prototype === null) return;
    for (const key of this.scanner.getAllMethodNames(prototype)) {
      const method: unknown = Reflect.get(prototype, key);
      if (typeof method === 'function') this.add(provider, method as (...args: never[]) => unknown);
    }
  }

  private add(provider: object, method: (...args: never[]) => unknown): void {
    const action = Reflect.getMetadata(MONDAY_ACTION, method) as ActionMetadata | undefined;
    const trigger = Reflect.getMetadata(MONDAY_TRIGGER, method) as string | undefined;
    const field = Reflect.getMetadata(MONDAY_FIELD, method) as string | undefined;
    const bound = (): never => method.bind(provider) as never;
    if (action) {
      const { name, input, deadlineSeconds = DEADLINE_SECONDS } = action;
      put('action', name, this.actions, { name, input, deadlineSeconds, run: bound() });
    }
    if (field !== undefined) put('field', field, this.fields, bound());
    if (trigger !== undefined) put('trigger', trigger, this.triggers, bound());
  }
}

function put<T>(kind: BlockKind, name: string, blocks: Map<string, T>, block: T): void {
  if (blocks.has(name)) throw new BlockDuplicateError(kind, name);
  blocks.set(name, block);
}

function requireBlock<T>(kind: BlockKind, name: string, blocks: ReadonlyMap<string, T>): T {
  const block = blocks.get(name);
  if (block === undefined) throw new BlockNotFoundError(kind);
  return block;
}
