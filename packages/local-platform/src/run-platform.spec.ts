import { UsageError } from 'monday-persistence/command-line';
import { runPlatform } from './run-platform.js';

describe('runPlatform', () => {
  it('refuses a schema that cannot be read before it starts anything', async () => {
    const started = runPlatform(['--schema', 'no-such-file.graphql']);
    await expect(started).rejects.toThrow(UsageError);
    await expect(started).rejects.toThrow('no-such-file.graphql cannot be read (ENOENT).');
  });
});
