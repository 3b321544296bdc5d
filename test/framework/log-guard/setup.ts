import { observeApps } from '../../../src/testing/app-observer.js';
import { LogGuard } from './log-guard.js';

/** Every app of every test in this process logs all it can, and none of it may be secret. */
const guard = new LogGuard();

beforeAll(() => {
  guard.open();
  observeApps(guard);
});
afterAll(() => {
  observeApps(undefined);
  guard.close();
});
