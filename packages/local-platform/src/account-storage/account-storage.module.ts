import { Module } from '@nestjs/common';
import { AccountStorage } from './account-storage.service.js';
import { StorageAuthorizer } from './storage-authorizer.js';

/** monday's storage itself, for the two APIs that lead to it. */
@Module({ providers: [AccountStorage, StorageAuthorizer], exports: [AccountStorage, StorageAuthorizer] })
export class AccountStorageModule {}
