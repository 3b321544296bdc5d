import { Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ClockModule, STORE_CLOCK } from '../../clock/index.js';
import { AppConfig } from '../../config/index.js';
import { MemoryModule } from '../../http/index.js';
import { PersistenceModule, PersistenceRegistry } from '../../persistence/index.js';
import { OutgoingCalls } from '../../telemetry/index.js';
import { AccountRows } from './account-rows.js';
import { createStorageDriver } from './create-storage-driver.js';
import { StorageBatchController } from './storage-batch.controller.js';
import { StorageController } from './storage.controller.js';
import { StorageDriver } from './storage.driver.js';
import { StorageService } from './storage.service.js';

/** Storage for JSON values of accounts, with its REST routes. */
@Module({
  imports: [ClockModule, PersistenceModule, MemoryModule],
  controllers: [StorageController, StorageBatchController],
  providers: [
    {
      provide: StorageDriver,
      inject: [AppConfig, PersistenceRegistry, ModuleRef, OutgoingCalls, STORE_CLOCK],
      useFactory: createStorageDriver,
    },
    StorageService,
    AccountRows,
  ],
  exports: [StorageService],
})
export class StorageModule {}
