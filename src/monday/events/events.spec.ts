import { runAs } from '../../caller/index.js';
import { type CallbackSender } from '../blocks/index.js';
import { type QueueService } from '../../queue/index.js';
import { EventRegistry } from './event.registry.js';
import { Events } from './events.js';
import { type LargeEventStore } from './large-event.store.js';
import { MondayEvent, type MondayEventMessage } from './monday-event.decorator.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DecoratedMethods } from '../../discovery/index.js';

const CALLER = { accountId: '1', userId: '2', kind: 'job' } as const;

class Handlers {
  readonly seen: string[] = [];

  @MondayEvent('create_item')
  created(event: MondayEventMessage): void {
    this.seen.push(`created ${event.accountId}`);
  }

  @MondayEvent('change_status_column_value')
  status(): void {
    this.seen.push('status');
  }

  @MondayEvent('item_coloured', { isUnlisted: true })
  coloured(): void {
    this.seen.push('coloured');
  }

  @MondayEvent('install')
  installed(): Promise<void> {
    return Promise.reject(new Error('not yet'));
  }
}

class Unknown {
  // @ts-expect-error monday sends no such event
  @MondayEvent('item_coloured')
  coloured(): void {}
}

function registryOf(instance: object): EventRegistry {
  const wrapper = { instance, isDependencyTreeStatic: () => true };
  const discovery = {
    getProviders: () => [wrapper],
    getControllers: () => [],
  } as unknown as DiscoveryService;
  const registry = new EventRegistry(new DecoratedMethods(discovery, new MetadataScanner()));
  registry.onModuleInit();
  return registry;
}

function setup(): { sut: Events; handlers: Handlers; publish: jest.Mock; send: jest.Mock } {
  const handlers = new Handlers();
  const registry = registryOf(handlers);
  const publish = jest.fn().mockResolvedValue('id');
  const send = jest.fn().mockResolvedValue(undefined);
  const sut = new Events(
    registry,
    { publish } as unknown as QueueService,
    { send } as unknown as CallbackSender,
    {} as LargeEventStore,
  );
  return { sut, handlers, publish, send };
}

describe('Events', () => {
  it('queues an event under the key of its delivery', async () => {
    const { sut, publish } = setup();

    await sut.accept({ type: 'create_pulse', data: {} }, 'uuid');

    expect(publish).toHaveBeenCalledWith(
      'monday.event',
      { type: 'create_pulse', data: {} },
      { idempotencyKey: 'uuid' },
    );
  });

  it('drops an event that nobody waits for', async () => {
    const { sut, publish } = setup();

    await sut.accept({ type: 'delete_pulse', data: {} }, 'uuid');

    expect(publish).not.toHaveBeenCalled();
  });

  it('finds handlers by the name that one subscribes to', async () => {
    const { sut, handlers } = setup();

    await runAs(CALLER, async () => {
      await sut.work({ type: 'create_pulse', data: {} });
      await sut.work({ type: 'update_column_value', data: { columnType: 'color' } });
      await sut.work({ type: 'update_column_value', data: { columnType: 'text' } });
      await sut.work({ type: 'item_coloured', data: {} });
    });

    expect(handlers.seen).toEqual(['created 1', 'status', 'coloured']);
  });

  it('refuses a handler of an event that monday does not send', () => {
    expect(() => registryOf(new Unknown())).toThrow(
      'Unknown.coloured: monday has no event "item_coloured". If it is new, declare it with { isUnlisted: true }.',
    );
  });

  it('reports an asynchronous feature event after its handlers, and not where they fail', async () => {
    const { sut, send } = setup();

    await runAs(CALLER, () =>
      sut.work({ type: 'create_pulse', data: {}, backToUrl: 'https://x.monday.com/1' }),
    );
    const failed = runAs(CALLER, () =>
      sut.work({ type: 'install', data: {}, backToUrl: 'https://x.monday.com/2' }),
    );

    await expect(failed).rejects.toThrow('not yet');
    expect(send).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledWith('https://x.monday.com/1', { success: true });
  });
});
