import { OutgoingCalls } from '../../telemetry/index.js';
import { SdkVaultClient } from './sdk-vault.client.js';

describe('SdkVaultClient', () => {
  const calls = OutgoingCalls.unmeasured();
  const storage = { get: jest.fn(), set: jest.fn(), delete: jest.fn() };
  const load = jest.fn(() => Promise.resolve(storage));
  const sut = new SdkVaultClient({ timeoutMs: 20, calls, load });
  beforeEach(() => {
    for (const mock of [...Object.values(storage), load]) mock.mockReset();
    load.mockResolvedValue(storage);
  });

  it('returns undefined if the SDK returns null', async () => {
    storage.get.mockResolvedValue(null);
    await expect(sut.read('a')).resolves.toBeUndefined();
  });

  it.each([
    ['too many requests', { failure: 'rate_limited', status: 503, retryAfterSeconds: 1 }],
    ['bad request', { failure: 'failed', status: 502 }],
    ['internal server error', { failure: 'unavailable', status: 503 }],
    [undefined, { failure: 'unavailable', status: 503 }],
  ])('tells what %j means', async (errorCode, expected) => {
    storage.set.mockRejectedValue(Object.assign(new Error('of the SDK'), { errorCode }));
    const failure = sut.write('a', {});
    await expect(failure).rejects.toMatchObject({ api: 'secure-storage', ...expected });
    await expect(failure).rejects.not.toThrow('of the SDK');
  });

  it('gives up on a vault that does not answer', async () => {
    storage.delete.mockReturnValue(new Promise(() => undefined));
    await expect(sut.remove('a')).rejects.toMatchObject({ failure: 'timeout', status: 504 });
  });

  it('loads the SDK once, and again after a failure', async () => {
    const own = jest.fn(() => Promise.resolve(storage)).mockRejectedValueOnce(new Error('no K_SERVICE'));
    const fresh = new SdkVaultClient({ timeoutMs: 20, calls, load: own });
    storage.get.mockResolvedValue({ value: '1' });
    await expect(fresh.read('a')).rejects.toMatchObject({ failure: 'unavailable' });
    await fresh.read('a');
    await expect(fresh.read('a')).resolves.toEqual({ value: '1' });
    expect(own).toHaveBeenCalledTimes(2);
  });

  it('refuses the file that the SDK would write outside of monday code', async () => {
    await expect(new SdkVaultClient({ timeoutMs: 10_000, calls }).read('a')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('K_SERVICE') as string },
    });
  });
});
