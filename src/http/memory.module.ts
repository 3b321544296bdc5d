import { Module } from '@nestjs/common';
import { ClockModule } from '../clock/index.js';
import { BodyMemory } from './body/index.js';
import { ReplyMemory } from './reply/index.js';

/**
 * The memory for bodies and large replies. Separate from `HttpModule`, whose guards must run after those for callers.
 */
@Module({ imports: [ClockModule], providers: [BodyMemory, ReplyMemory], exports: [BodyMemory, ReplyMemory] })
export class MemoryModule {}
