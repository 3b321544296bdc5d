import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from 'monday-persistence/clock';

/** The clock of the app, for everything that takes longer than a request. */
@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }], exports: [Clock] })
export class ClockModule {}
