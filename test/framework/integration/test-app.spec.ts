import { existsSync } from 'node:fs';
import { ConfigurationError } from '../../../src/config/index.js';
import { EnvironmentVariablesService, SecretService } from '../../../src/secrets/index.js';
import { TestApp } from '../../../src/testing/index.js';

describe('TestApp', () => {
  it('replaces a provider', async () => {
    const stub = { get: () => 'stubbed' };
    const app = await TestApp.start({ overrides: [{ token: EnvironmentVariablesService, value: stub }] });
    expect(app.get(EnvironmentVariablesService).get('PORT')).toBe('stubbed');
    expect((await app.http().get('/health/live')).status).toBe(200);
    await app.close();
  });

  it('runs beside another one, and leaves no files behind', async () => {
    const [one, two] = await Promise.all([TestApp.start(), TestApp.start()]);
    expect(one.url).not.toBe(two.url);
    expect(one.get(SecretService).require('JWT_KEYS')).not.toBe(two.get(SecretService).require('JWT_KEYS'));
    const { accessToken } = await one.login();
    expect((await two.http(accessToken).get('/auth/me')).status).toBe(401);
    await Promise.all([one.close(), two.close()]);
    expect([existsSync(one.dataDir), existsSync(two.dataDir)]).toEqual([false, false]);
  });

  it('fails if the app cannot start, and cleans up', async () => {
    const variables = { STORAGE_DRIVER: 'postgres' };
    await expect(TestApp.start({ variables })).rejects.toThrow(ConfigurationError);
  });

  it('logs in as any user of the platform', async () => {
    const app = await TestApp.start();
    const users = await app.users();
    const logins = [];
    for (const { id } of users) logins.push(await app.login(id));
    expect(logins.map(({ user }) => user.id)).toEqual(users.map(({ id }) => id));
    await expect(app.login('0')).rejects.toThrow('no user 0');
    await app.close();
  });
});
