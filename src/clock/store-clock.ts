import { type ValueProvider } from '@nestjs/common';
import { SYSTEM_CLOCK, type Clock } from 'monday-persistence/clock';

/** Token of the clock of the stores: they share expiry times with other processes, so they use the machine's time. */
export const STORE_CLOCK = Symbol('STORE_CLOCK');

export const storeClock: ValueProvider<Clock> = { provide: STORE_CLOCK, useValue: SYSTEM_CLOCK };
