import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DecoratedMethods } from '../../discovery/index.js';
import { MONDAY_EVENT, type MondayEventMethod } from './monday-event.decorator.js';

/** The handlers of monday's events, discovered from the app's providers at startup. */
@Injectable()
export class EventRegistry implements OnModuleInit {
  private readonly handlers = new Map<string, MondayEventMethod[]>();

  constructor(private readonly methods: DecoratedMethods) {}

  onModuleInit(): void {
    for (const { metadata: name, invoke } of this.methods.find<string, MondayEventMethod>(MONDAY_EVENT)) {
      this.handlers.set(name, [...(this.handlers.get(name) ?? []), invoke]);
    }
  }

  find(names: readonly string[]): MondayEventMethod[] {
    return [...new Set(names.flatMap((name) => this.handlers.get(name) ?? []))];
  }
}
