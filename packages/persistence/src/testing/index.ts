export { FakeClock, SkippingClock } from './fake-clock.js';
