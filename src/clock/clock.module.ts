import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from 'monday-persistence/clock';

/** The one clock of the app, for whatever waits longer than a request. */
@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }], exports: [Clock] })
export class ClockModule {}
