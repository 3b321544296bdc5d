import { Module } from '@nestjs/common';
import { MondayApiModule } from '../api/index.js';
import { MondayController } from './monday.controller.js';

@Module({ imports: [MondayApiModule], controllers: [MondayController] })
export class MondayRoutesModule {}
