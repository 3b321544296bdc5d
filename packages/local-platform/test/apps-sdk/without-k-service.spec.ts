import { appsSdkSuite } from './sdk.suite.js';

/** As on a developer's machine: the SDK keeps secure values in a file, and posts messages to the app itself, once. */
describe("monday's own SDK on the local platform, without K_SERVICE", () => {
  appsSdkSuite({ kService: undefined, keepsFalsyValues: true }, () => undefined);
});
