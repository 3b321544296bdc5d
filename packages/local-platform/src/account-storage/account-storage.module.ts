import { Module } from '@nestjs/common';
import { AccountStorage } from './account-storage.service.js';
import { StorageGate } from './storage-gate.js';

/** monday's storage itself, for the two APIs that lead to it. */
@Module({ providers: [AccountStorage, StorageGate], exports: [AccountStorage, StorageGate] })
export class AccountStorageModule {}
