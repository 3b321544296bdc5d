export { observeApps, type AppObserver } from './app-observer.js';
export {
  OnlyInProcessError,
  unlessTarget,
  useAppTarget,
  type AppEnvironment,
  type AppTarget,
  type AppUnderTest,
} from './app-target.js';
export { eventually } from './eventually.js';
export { CookieJar } from './cookie-jar.js';
export { Clock } from '../clock/index.js';
export { type ErrorBody } from '../errors/index.js';
export { FakeClock } from 'monday-persistence/testing';
export { HttpClient, type HttpCallOptions, type PreparedCall } from './http.client.js';
export { HttpReply } from './http-reply.js';
export { type Override } from './in-process-app.js';
export { MondayRequests, type AppSecrets, type BlockOptions, type Forgery } from './monday-requests.js';
export { type PlatformUser } from './platform-user.js';
export { sendRaw, type RawReply } from './raw-http.js';
export { signJwt } from './sign-jwt.js';
export { TestPlatform, type TestPlatformOptions } from './test-platform.js';
export { TestApp, type Login, type TestAppOptions } from './test-app.js';
