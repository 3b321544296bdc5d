export { Clock, SYSTEM_CLOCK, SystemClock } from './clock.js';
