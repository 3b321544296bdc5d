import { retry } from './retry.js';

const options = { isRetriable: (error: unknown) => error === 'busy', limitMs: 60_000, maxPauseMs: 1 };

describe('retry', () => {
  it('tries again until it succeeds', async () => {
    const attempt = jest
      .fn()
      .mockRejectedValueOnce('busy')
      .mockRejectedValueOnce('busy')
      .mockResolvedValue('done');
    await expect(retry(attempt, options)).resolves.toBe('done');
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it('rethrows permanent errors without a retry', async () => {
    const attempt = jest.fn().mockRejectedValue('broken');
    await expect(retry(attempt, options)).rejects.toBe('broken');
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('gives up after so many attempts with the last error', async () => {
    const attempt = jest.fn().mockRejectedValue('busy');
    await expect(retry(attempt, { ...options, maxAttempts: 3 })).rejects.toBe('busy');
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it('gives up at its limit with the last error', async () => {
    const attempt = jest.fn().mockRejectedValue('busy');
    await expect(retry(attempt, { ...options, limitMs: 0 })).rejects.toBe('busy');
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
