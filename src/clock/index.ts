export { Clock, SYSTEM_CLOCK, SystemClock } from 'monday-persistence/clock';
export { ClockModule } from './clock.module.js';
export { STORE_CLOCK } from './store-clock.js';
