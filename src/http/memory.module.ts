import { Module } from '@nestjs/common';
import { ClockModule } from '../clock/index.js';
import { BodyMemory } from './body/index.js';
import { ReplyMemory } from './reply/index.js';

/** The memory of bodies and large replies. Apart from `HttpModule`, whose guards must come after those of the callers. */
@Module({ imports: [ClockModule], providers: [BodyMemory, ReplyMemory], exports: [BodyMemory, ReplyMemory] })
export class MemoryModule {}
