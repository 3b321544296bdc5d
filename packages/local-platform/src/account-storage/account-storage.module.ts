import { Module } from '@nestjs/common';
import { AccountStorage } from './account-storage.service.js';
import { StorageAuthorizer } from './storage-authorizer.js';

/** The storage service behind both storage APIs. */
@Module({ providers: [AccountStorage, StorageAuthorizer], exports: [AccountStorage, StorageAuthorizer] })
export class AccountStorageModule {}
