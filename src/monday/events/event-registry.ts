import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { MONDAY_EVENT, type MondayEventMethod } from './monday-event.decorator.js';

/** The handlers of monday's events, found on the app's providers when it starts. */
@Injectable()
export class EventRegistry implements OnModuleInit {
  private readonly handlers = new Map<string, MondayEventMethod[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.isDependencyTreeStatic() ? wrapper.instance : undefined;
      if (typeof instance === 'object' && instance !== null) this.register(instance);
    }
  }

  find(names: readonly string[]): MondayEventMethod[] {
    return [...new Set(names.flatMap((name) => this.handlers.get(name) ?? []))];
  }

  private register(provider: object): void {
    const prototype: unknown = Object.getPrototypeOf(provider);
    if (typeof prototype !== 'object' || prototype === null) return;
    for (const key of this.scanner.getAllMethodNames(prototype)) {
      const method: unknown = Reflect.get(prototype, key);
      if (typeof method !== 'function') continue;
      const name = Reflect.getMetadata(MONDAY_EVENT, method) as string | undefined;
      if (name === undefined) continue;
      const known = this.handlers.get(name) ?? [];
      this.handlers.set(name, [...known, method.bind(provider) as MondayEventMethod]);
    }
  }
}
