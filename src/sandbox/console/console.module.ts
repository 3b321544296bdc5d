import { Module } from '@nestjs/common';
import { RequestsModule } from '../requests/index.js';
import { ConsoleController } from './console.controller.js';

/** What the developer looks at while working. */
@Module({ imports: [RequestsModule], controllers: [ConsoleController] })
export class ConsoleModule {}
