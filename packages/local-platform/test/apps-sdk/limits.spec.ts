import { TestPlatform } from '../../../../src/testing/index.js';
import { ADMIN } from '../../../../test/framework/support/oauth-client.js';
import { endThreadsOfSdk } from '../../../../test/framework/support/sdk-threads.js';

/** Twelve calls a second (docs/monday-platform.md#monday-code-limits): the SDK turns the refusal into its own error, and does not try again. */
describe("monday's own SDK at the platform's limits", () => {
  endThreadsOfSdk();

  it('is refused when it reads too fast', async () => {
    const platform = await TestPlatform.start();
    const url = process.env.STORAGE_URL;
    process.env.STORAGE_URL = platform.variables['STORAGE_URL'];
    try {
      const { Storage } = await import('@mondaycom/apps-sdk');
      const storage = new Storage(await platform.accessToken(ADMIN));
      const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => storage.get('key')));
      expect(outcomes.filter(({ status }) => status === 'rejected')).not.toHaveLength(0);
    } finally {
      if (url === undefined) delete process.env.STORAGE_URL;
      else process.env.STORAGE_URL = url;
      await platform.close();
    }
  });
});
