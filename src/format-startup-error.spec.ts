import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { ConfigurationError } from './config/index.js';
import { formatStartupError } from './format-startup-error.js';
import { PersistenceUnavailableError, VaultError } from './persistence/index.js';

describe('a start that fails', () => {
  it('says that the port is taken, without a stack', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const late = createServer().listen((taken.address() as AddressInfo).port, '127.0.0.1');
    const [error] = (await once(late, 'error')) as [unknown];
    taken.close();
    expect(formatStartupError(error)).toMatch(/^The port is in use\. .* PORT to another port\.$/);
  });

  it.each([
    ['192.0.2.1', /^This machine does not have the address in HOST\./],
    ['2001:db8::1', /^This machine (does not have the address in HOST|has no IPv6)\./],
  ])('names HOST if this machine has no such address: %s', async (host, text) => {
    const server = createServer().listen(0, host);
    const [error] = (await once(server, 'error')) as [unknown];
    expect(formatStartupError(error)).toMatch(text);
  });

  it('names the codes of a store that cannot be reached, and no address', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED db.internal:5432'), { code: 'ECONNREFUSED' });
    expect(formatStartupError(new PersistenceUnavailableError(cause))).toBe(
      'The app could not start: persistence.unavailable, ECONNREFUSED. `npm run cli -- doctor` explains how to fix this.',
    );
  });

  it('names the code of the vault if it does not answer', () => {
    expect(formatStartupError(new VaultError('timeout'))).toBe(
      'The app could not start: secure-storage.timeout. `npm run cli -- doctor` explains how to fix this.',
    );
  });

  it.each(['EACCES', 'EROFS'])('says that the folder of the data cannot be written: %s', (code) => {
    const cause = Object.assign(new Error(`${code}: open 'data/app.db'`), { code });
    expect(formatStartupError(new PersistenceUnavailableError(cause))).toBe(
      `DATA_DIR: the folder cannot be written (${code}). Make it writable for this user, or use another folder.`,
    );
  });

  it('lists what is wrong with the configuration', () => {
    const error = new ConfigurationError([{ name: 'PORT', problem: 'must be a number' }]);
    expect(formatStartupError(error)).toBe(error.message);
  });

  it('tells the stack of what nobody expected, and whatever else was thrown', () => {
    const error = new TypeError('x is not a function');
    expect(formatStartupError(error)).toBe(error.stack);
    expect(formatStartupError('why')).toBe('why');
  });
});
