import { sharedBuffer } from './shared-buffer.js';

describe('sharedBuffer', () => {
  it('makes the bytes once, also if several ask at once, and gives everybody the same', async () => {
    const make = jest.fn(() => Promise.resolve(Buffer.from('text')));
    const bytes = sharedBuffer(make);
    expect(make).not.toHaveBeenCalled();
    const [first, second] = await Promise.all([bytes(), bytes()]);
    expect(first.toString()).toBe('text');
    expect(second).toBe(first);
    expect(await bytes()).toBe(first);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('tries again after a failure', async () => {
    const made = Buffer.from('bytes');
    const make = jest.fn().mockRejectedValueOnce(new Error('no such file')).mockResolvedValueOnce(made);
    const bytes = sharedBuffer(make);
    await expect(bytes()).rejects.toThrow('no such file');
    expect(await bytes()).toBe(made);
  });
});
