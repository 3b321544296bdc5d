import { Module } from '@nestjs/common';
import { AssetsController } from './assets.controller.js';

/** Shared parts of the platform's pages. */
@Module({ controllers: [AssetsController] })
export class PagesModule {}
