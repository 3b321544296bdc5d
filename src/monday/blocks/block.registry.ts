import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DecoratedMethods } from '../../discovery/index.js';
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

/** monday waits for one minute (docs/monday-platform.md#action-runs). */
const DEADLINE_SECONDS = 50;

/** The blocks of the app, discovered from its providers at startup. */
@Injectable()
export class BlockRegistry implements OnModuleInit {
  private readonly actions = new Map<string, RegisteredAction>();
  private readonly triggers = new Map<string, TriggerMethod>();
  private readonly fields = new Map<string, FieldMethod>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws BlockDuplicateError */
  onModuleInit(): void {
    const { methods } = this;
    for (const { metadata, invoke } of methods.find<ActionMetadata, ActionMethod<object>>(MONDAY_ACTION)) {
      const { name, input, deadlineSeconds = DEADLINE_SECONDS } = metadata;
      put('action', name, this.actions, { name, input, deadlineSeconds, run: invoke });
    }
    for (const { metadata, invoke } of methods.find<string, TriggerMethod>(MONDAY_TRIGGER)) {
      put('trigger', metadata, this.triggers, invoke);
    }
    for (const { metadata, invoke } of methods.find<string, FieldMethod>(MONDAY_FIELD)) {
      put('field', metadata, this.fields, invoke);
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
