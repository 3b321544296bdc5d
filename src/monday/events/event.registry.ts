import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DecoratedMethods, DeclarationRefusedError, similarName } from '../../discovery/index.js';
import { EVENT_NAMES } from './event-names.js';
import { MONDAY_EVENT, type EventMetadata, type MondayEventMethod } from './monday-event.decorator.js';

/** The handlers of monday's events, discovered from the app's providers at startup. */
@Injectable()
export class EventRegistry implements OnModuleInit {
  private readonly handlers = new Map<string, MondayEventMethod[]>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws DeclarationRefusedError for an event that monday does not send */
  onModuleInit(): void {
    const found = this.methods.find<EventMetadata, MondayEventMethod>(MONDAY_EVENT);
    for (const { metadata, invoke, place } of found) {
      checkName(metadata, place);
      const { name } = metadata;
      this.handlers.set(name, [...(this.handlers.get(name) ?? []), invoke]);
    }
  }

  find(names: readonly string[]): MondayEventMethod[] {
    return [...new Set(names.flatMap((name) => this.handlers.get(name) ?? []))];
  }
}

function checkName({ name, isUnlisted }: EventMetadata, place: string): void {
  if (isUnlisted || EVENT_NAMES.includes(name)) return;
  const meant = similarName(name, EVENT_NAMES);
  const change =
    meant === undefined ? 'If it is new, declare it with { isUnlisted: true }.' : `Did you mean "${meant}"?`;
  throw new DeclarationRefusedError(place, `monday has no event "${name}". ${change}`);
}
