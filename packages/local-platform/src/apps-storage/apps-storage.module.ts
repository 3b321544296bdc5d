import { Module } from '@nestjs/common';
import { AccountStorageModule } from '../account-storage/index.js';
import { AppsStorageController } from './apps-storage.controller.js';

/** apps-storage.monday.com */
@Module({ imports: [AccountStorageModule], controllers: [AppsStorageController] })
export class AppsStorageModule {}
