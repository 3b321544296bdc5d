import { Module } from '@nestjs/common';
import { DecoratedMethodsModule } from '../discovery/index.js';
import { AccountDataModule } from '../account-data/index.js';
import { AppConfig, ServerAddresses } from '../config/index.js';
import { queueOf } from '../drivers/index.js';
import { Persistence, PersistenceModule, PersistenceRegistry } from '../persistence/index.js';
import { KeyRing, SecretsModule } from '../secrets/index.js';
import { Clock, ClockModule } from '../clock/index.js';
import { OutgoingCalls } from '../telemetry/index.js';
import { EventLoopShares } from '../account-limits/index.js';
import { AccountSlots } from './account-slots.js';
import { DeadLetterObservers } from './dead-letter-observers.js';
import { DeadLetters } from './dead-letters.js';
import { HandlerRegistry } from './handler.registry.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';
import { PushReceiver } from './push-receiver.js';
import { QueueGauges } from './queue-gauges.js';
import { QueueSecretGuard } from './queue-secret.guard.js';
import { QueueController } from './queue.controller.js';
import { DEFAULT_CONCURRENCY, QueueDriver } from './queue.driver.js';
import { QueueOperations } from './queue-operations.js';
import { QueueRunner, RETRY_POLICY } from './queue.runner.js';
import { QueueService } from './queue.service.js';
import { QueueWorker } from './queue-worker.js';
import { DEFAULT_RETRY_POLICY } from './retry-policy.js';

@Module({
  imports: [AccountDataModule, ClockModule, DecoratedMethodsModule, PersistenceModule, SecretsModule],
  controllers: [QueueController],
  providers: [
    HandlerRegistry,
    Outbox,
    OutboxRelay,
    PushReceiver,
    QueueGauges,
    QueueOperations,
    QueueRunner,
    QueueSecretGuard,
    QueueService,
    QueueWorker,
    { provide: RETRY_POLICY, useValue: DEFAULT_RETRY_POLICY },
    {
      provide: AccountSlots,
      inject: [AppConfig, Clock, EventLoopShares],
      // Half of a worker's slots are reserved for other accounts, regardless of the configuration.
      useFactory: ({ accounts }: AppConfig, clock: Clock, shares: EventLoopShares) =>
        new AccountSlots(Math.min(accounts.maxConcurrency, DEFAULT_CONCURRENCY / 2), clock, shares),
    },
    {
      provide: DeadLetters,
      inject: [Persistence, DeadLetterObservers],
      useFactory: (persistence: Persistence, observers: DeadLetterObservers) =>
        new DeadLetters(persistence, observers),
    },
    {
      provide: DeadLetterObservers,
      inject: [KeyRing],
      useFactory: (keyRing: KeyRing) => new DeadLetterObservers(keyRing),
    },
    {
      provide: QueueDriver,
      inject: [AppConfig, ServerAddresses, PersistenceRegistry, Persistence, Clock, OutgoingCalls],
      useFactory: (
        config: AppConfig,
        addresses: ServerAddresses,
        persistenceRegistry: PersistenceRegistry,
        persistence: Persistence,
        clock: Clock,
        calls: OutgoingCalls,
      ) =>
        queueOf(config.queue.driver).create({
          config,
          addresses,
          persistenceRegistry,
          persistence,
          clock,
          calls,
        }),
    },
  ],
  exports: [DeadLetterObservers, OutboxRelay, QueueOperations, QueueService],
})
export class QueueModule {}
