import { type ValueProvider } from '@nestjs/common';
import { SYSTEM_CLOCK, type Clock } from '../clock/index.js';

/** Token of the clock by which access tokens expire: monday and `jsonwebtoken` use the machine's time, so we do too. */
export const TOKEN_CLOCK = Symbol('TOKEN_CLOCK');

export const tokenClock: ValueProvider<Clock> = { provide: TOKEN_CLOCK, useValue: SYSTEM_CLOCK };
