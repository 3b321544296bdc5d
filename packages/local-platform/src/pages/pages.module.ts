import { Module } from '@nestjs/common';
import { AssetsController } from './assets.controller.js';

/** What the platform's pages share. */
@Module({ controllers: [AssetsController] })
export class PagesModule {}
