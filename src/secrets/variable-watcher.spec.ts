import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { FRAMEWORK_NAMES, localKeys, readVariables, type OwnVariables } from '../config/index.js';
import { AesGcmKeyRing, EnvironmentVariablesService, SecretService } from './index.js';
import { VariableWatcher } from './variable-watcher.js';

/** Variables of a feature whose rule throws. */
class CalendarVariables {
  @ValidateBy({
    name: 'isJson',
    validator: { validate: (value: string) => JSON.parse(value) !== undefined },
  })
  CALENDAR_KEY: string = '{}';
}

const WAIT_MS = 10_000;
const newKey = (kid: string): string => `${kid}:${randomBytes(32).toString('base64url')}`;

async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + WAIT_MS;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('It never became so.');
    await pause(10);
  }
}

describe('VariableWatcher', () => {
  let folder: string;
  let logged: unknown[];
  let watcher: VariableWatcher | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'watch-'));
    logged = [];
    jest.spyOn(Logger.prototype, 'error').mockImplementation((entry: unknown) => void logged.push(entry));
    jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  });

  afterEach(() => {
    watcher?.onApplicationShutdown();
    watcher = undefined;
    rmSync(folder, { recursive: true, force: true });
    jest.restoreAllMocks();
  });

  /** Starts on the keys of a laptop, but for those that a file gives. */
  async function start(
    given: Record<string, string>,
    own: readonly OwnVariables[] = [],
  ): Promise<{
    sut: VariableWatcher;
    secrets: SecretService;
    variables: Record<string, string | undefined>;
  }> {
    const fromFiles = Object.keys(given).map((name) => name.replace(/_FILE$/, ''));
    const keys = Object.entries(localKeys(folder)).filter(([name]) => !fromFiles.includes(name));
    const environment = { APP_PROFILE: 'local', DATA_DIR: folder, ...Object.fromEntries(keys), ...given };
    const variables = { ...readVariables(environment, join(folder, '.env'), own) };
    watcher = new VariableWatcher(variables, { own, scopes: [] });
    await watcher.onModuleInit();
    return { sut: watcher, secrets: new SecretService(variables, FRAMEWORK_NAMES), variables };
  }

  it('reads a rotated secret', async () => {
    const file = join(folder, 'signing');
    writeFileSync(file, 'the-first-signing-secret');
    const { sut, secrets } = await start({ MONDAY_SIGNING_SECRET_FILE: file });
    expect(secrets.require('MONDAY_SIGNING_SECRET')).toBe('the-first-signing-secret');
    writeFileSync(file, 'the-second-signing-secret\n');
    await sut.check();
    expect(secrets.require('MONDAY_SIGNING_SECRET')).toBe('the-second-signing-secret');
  });

  it('keeps a secret if the rule of a feature fails on the new one', async () => {
    const file = join(folder, 'key');
    writeFileSync(file, '{"id":1}');
    const { sut, variables } = await start({ CALENDAR_KEY_FILE: file }, [
      { feature: 'calendar', type: CalendarVariables },
    ]);
    writeFileSync(file, 'no JSON, but a secret');
    await sut.check();
    expect(variables['CALENDAR_KEY']).toBe('{"id":1}');
    const problem = 'has a rule that failed (SyntaxError)';
    expect(logged).toEqual([{ problems: [{ name: 'a variable of a feature', problem }] }]);
  });

  it('detects a change by watching the folder', async () => {
    const file = join(folder, 'signing');
    writeFileSync(file, 'the-first-signing-secret');
    const { secrets } = await start({ MONDAY_SIGNING_SECRET_FILE: file });
    writeFileSync(join(folder, 'draft'), 'the-second-signing-secret');
    renameSync(join(folder, 'draft'), file);
    await until(() => secrets.get('MONDAY_SIGNING_SECRET') === 'the-second-signing-secret');
  });

  it('detects the symlink swap by which Kubernetes replaces a secret', async () => {
    const mount = join(folder, 'mount');
    const version = (name: string, secret: string): void => {
      mkdirSync(join(mount, name), { recursive: true });
      writeFileSync(join(mount, name, 'MONDAY_SIGNING_SECRET'), secret);
    };
    version('..1', 'the-first-signing-secret');
    symlinkSync('..1', join(mount, '..data'));
    symlinkSync('..data/MONDAY_SIGNING_SECRET', join(mount, 'MONDAY_SIGNING_SECRET'));
    const { secrets } = await start({ SECRETS_DIR: mount });
    version('..2', 'the-second-signing-secret');
    symlinkSync('..2', join(mount, '..data_tmp'));
    renameSync(join(mount, '..data_tmp'), join(mount, '..data'));
    rmSync(join(mount, '..1'), { recursive: true });
    await until(() => secrets.get('MONDAY_SIGNING_SECRET') === 'the-second-signing-secret');
    expect(logged).toEqual([]);
  });

  it("reads new secrets and variables in monday code's two files", async () => {
    const write = (path: string, content: object): void => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), JSON.stringify(content));
    };
    write('secrets-v2/app', { MONDAY_SIGNING_SECRET: 'the-first-signing-secret' });
    write('secrets/app', { LOG_REQUESTS: true });
    const given = { K_SERVICE: 'service', SECRET_NAME: 'app', MONDAY_CODE_MOUNT: folder };
    const { sut, secrets, variables } = await start(given);
    const environment = new EnvironmentVariablesService(variables, FRAMEWORK_NAMES);
    expect([secrets.get('MONDAY_SIGNING_SECRET'), environment.get('LOG_REQUESTS')]).toEqual([
      'the-first-signing-secret',
      'true',
    ]);
    write('secrets-v2/app', { MONDAY_SIGNING_SECRET: 'the-second-signing-secret' });
    write('secrets/app', { LOG_REQUESTS: false });
    await sut.check();
    expect([secrets.get('MONDAY_SIGNING_SECRET'), environment.get('LOG_REQUESTS')]).toEqual([
      'the-second-signing-secret',
      'false',
    ]);
  });

  it('keeps the last valid values of a broken file, logs it once, and recovers', async () => {
    const file = join(folder, 'keys');
    writeFileSync(file, newKey('k1'));
    const { sut, secrets } = await start({ ENCRYPTION_KEYS_FILE: file });
    const good = secrets.require('ENCRYPTION_KEYS');
    writeFileSync(file, 'no-key-but-s3cret');
    await sut.check();
    await sut.check();
    expect(secrets.require('ENCRYPTION_KEYS')).toBe(good);
    expect(logged).toEqual([{ problems: [expect.objectContaining({ name: 'ENCRYPTION_KEYS' })] }]);
    expect(JSON.stringify(logged)).not.toContain('s3cret');
    const better = newKey('k2');
    writeFileSync(file, better);
    await sut.check();
    expect(secrets.require('ENCRYPTION_KEYS')).toBe(better);
  });

  it('keeps the last valid values of deleted files, and logs it', async () => {
    const file = join(folder, 'signing');
    writeFileSync(file, 'the-first-signing-secret');
    mkdirSync(join(folder, 'run'));
    writeFileSync(join(folder, 'run/smtp_password'), 'password');
    const { sut, secrets } = await start({
      MONDAY_SIGNING_SECRET_FILE: file,
      SECRETS_DIR: join(folder, 'run'),
      SMTP_USER: 'user',
    });
    unlinkSync(join(folder, 'run/smtp_password'));
    await sut.check();
    unlinkSync(file);
    await sut.check();
    expect(secrets.get('MONDAY_SIGNING_SECRET')).toBe('the-first-signing-secret');
    expect(secrets.get('SMTP_PASSWORD')).toBe('password');
    expect(logged).toEqual([
      { problems: [{ name: 'SMTP_PASSWORD', problem: 'has lost its file' }] },
      { problems: [{ name: 'MONDAY_SIGNING_SECRET_FILE', problem: 'names a file that is missing' }] },
    ]);
  });

  it('rotates the key ring while the app is running', async () => {
    const file = join(folder, 'keys');
    const old = newKey('old');
    writeFileSync(file, old);
    const { sut, secrets } = await start({ ENCRYPTION_KEYS_FILE: file });
    const ring = new AesGcmKeyRing(secrets);
    const encrypted = ring.encrypt('text', 'place');
    writeFileSync(file, `${newKey('new')},${old}`);
    await sut.check();
    expect(ring.decrypt(encrypted, 'place')).toEqual({ plaintext: 'text', stale: true });
    expect(ring.encrypt('text', 'place')).toMatch(/^v1\.new\./);
  });

  it('watches nothing if no file is configured', async () => {
    const before = process.getActiveResourcesInfo().length;
    await start({});
    expect(process.getActiveResourcesInfo()).toHaveLength(before);
  });
});
