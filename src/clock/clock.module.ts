import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from 'monday-persistence/clock';
import { STORE_CLOCK, storeClock } from './store-clock.js';

/** The clock of the app, for everything that takes longer than a request. */
@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }, storeClock], exports: [Clock, STORE_CLOCK] })
export class ClockModule {}
