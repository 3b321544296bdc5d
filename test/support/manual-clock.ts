export { FakeClock as ManualClock } from '../../src/testing/fake-clock.js';
