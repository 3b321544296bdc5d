export { FakeClock as ManualClock } from 'monday-persistence/testing';
