export { Clock, SystemClock } from 'monday-persistence/clock';
export { ClockModule } from './clock.module.js';
