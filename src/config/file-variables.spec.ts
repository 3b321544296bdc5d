import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, fileVariables, readVariables, variableFiles, type Variables } from './index.js';

describe('fileVariables', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'files-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, text: string | Buffer): string {
    const full = join(folder, path);
    mkdirSync(join(full, '..'), { recursive: true });
    writeFileSync(full, text);
    return full;
  }

  function problemsOf(variables: Variables): Record<string, string> {
    try {
      fileVariables(variables);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return Object.fromEntries(error.problems.map(({ name, problem }) => [name, problem]));
    }
    return {};
  }

  it('reads nothing if no file is named', () => {
    expect(fileVariables({ PATH: '/bin', X_FILE: '/etc/passwd' })).toEqual({});
  });

  it('reads the files that variables name, without their line ends', () => {
    const variables = {
      MONDAY_SIGNING_SECRET_FILE: write('signing', 's3cret\n'),
      DATABASE_URL_FILE: write('url', 'postgres://db/app\r\n'),
    };
    expect(fileVariables(variables)).toEqual({
      MONDAY_SIGNING_SECRET: 's3cret',
      DATABASE_URL: 'postgres://db/app',
    });
  });

  it('reads a file with a byte order mark, and reports one that is not text', () => {
    expect(fileVariables({ JWT_KEYS_FILE: write('bom', '\uFEFFkey\r\n') })).toEqual({ JWT_KEYS: 'key' });
    const binary = write('binary', Buffer.from([0x6b, 0xff, 0x31]));
    expect(problemsOf({ JWT_KEYS_FILE: binary })).toEqual({ JWT_KEYS_FILE: 'is not text in UTF-8' });
  });

  it('reports every file that is missing, empty, no file or too large, and shows neither path nor content', () => {
    const problems = problemsOf({
      JWT_KEYS_FILE: join(folder, 'nowhere'),
      ENCRYPTION_KEYS_FILE: write('empty', '\n'),
      MONDAY_SIGNING_SECRET_FILE: folder,
      SMTP_PASSWORD_FILE: write('large', 'x'.repeat(300_000)),
      SECRETS_DIR: join(folder, 'nowhere'),
    });
    expect(problems).toEqual({
      JWT_KEYS_FILE: 'names a file that is missing',
      ENCRYPTION_KEYS_FILE: 'names an empty file',
      MONDAY_SIGNING_SECRET_FILE: 'does not name a file',
      SMTP_PASSWORD_FILE: 'names a file that is too large',
      SECRETS_DIR: 'is no folder that can be read',
    });
  });

  it("reads a folder of secret files as Docker names them, and only the app's", () => {
    write('run/monday_signing_secret', 'docker\n');
    write('run/JWT_KEYS', 'exact');
    write('run/jwt_keys', 'lower');
    write('run/other', 'x');
    expect(fileVariables({ SECRETS_DIR: join(folder, 'run') })).toEqual({
      MONDAY_SIGNING_SECRET: 'docker',
      JWT_KEYS: 'exact',
    });
  });

  it('reads a folder as Kubernetes mounts it', () => {
    write('k8s/..2026_11_23/JWT_KEYS', 'mounted');
    symlinkSync('..2026_11_23', join(folder, 'k8s/..data'));
    symlinkSync('..data/JWT_KEYS', join(folder, 'k8s/JWT_KEYS'));
    expect(fileVariables({ SECRETS_DIR: join(folder, 'k8s') })).toEqual({ JWT_KEYS: 'mounted' });
  });

  describe('on monday code', () => {
    const given = (): Variables => ({ K_SERVICE: 'app', SECRET_NAME: 'app-1', MONDAY_CODE_MOUNT: folder });

    it('reads the two files, of which the secrets win', () => {
      write(
        'secrets/app-1',
        '{"PUBLIC_URL":"https://a.example","TRUST_PROXY":0,"JWT_KEYS":"env","OTHER":1,"PORT":null}',
      );
      write('secrets-v2/app-1', '{"JWT_KEYS":"secret","__proto__":{"MONDAY_SIGNING_SECRET":"x"}}');
      expect(fileVariables(given())).toEqual({
        PUBLIC_URL: 'https://a.example',
        TRUST_PROXY: '0',
        JWT_KEYS: 'secret',
      });
    });

    it.each([
      ['{"JWT_KEYS":', 'is not JSON'],
      ['[]', 'is not a JSON object'],
      ['', 'is not JSON'],
    ])('reports the broken file %p', (text, problem) => {
      write('secrets/app-1', '{}');
      write('secrets-v2/app-1', text);
      expect(problemsOf(given())).toEqual({ 'SECRET_NAME (the file in secrets-v2)': problem });
    });

    it('reports files that are missing', () => {
      expect(Object.keys(problemsOf(given()))).toHaveLength(2);
    });

    it('reads neither elsewhere', () => {
      expect(fileVariables({ ...given(), K_SERVICE: undefined })).toEqual({});
    });
  });

  it('lists the files to watch, also those that may appear later', () => {
    mkdirSync(join(folder, 'run'));
    const files = variableFiles({ SECRETS_DIR: join(folder, 'run'), JWT_KEYS_FILE: join(folder, 'keys') });
    expect(files).toEqual(expect.arrayContaining([join(folder, 'run/jwt_keys'), join(folder, 'keys')]));
    expect(new Set(files).size).toBe(files.length);
  });
});

describe('readVariables', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const read = (environment: Record<string, string>, dotenv?: string | Buffer): Variables => {
    const path = join(folder, '.env');
    if (dotenv !== undefined) writeFileSync(path, dotenv);
    return readVariables({ DATA_DIR: folder, ...environment }, path);
  };

  it('puts files before the process, the process before .env, and .env before the keys made here', () => {
    const keys = join(folder, 'keys');
    writeFileSync(keys, 'from-file');
    const dotenv = 'MONDAY_OAUTH_CLIENT_SECRET=from-dotenv\nLOG_LEVEL=debug\nPORT=1\n';
    const variables = read({ JWT_KEYS_FILE: keys, PORT: '2', LOG_LEVEL: '' }, dotenv);
    expect(variables).toMatchObject({
      JWT_KEYS: 'from-file',
      PORT: '2',
      LOG_LEVEL: 'debug',
      MONDAY_OAUTH_CLIENT_SECRET: 'from-dotenv',
    });
    expect(variables.ENCRYPTION_KEYS).toMatch(/^local-1:/);
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFPORT=1\r\nLOG_LEVEL=debug\r\n')],
    ['UTF-16, little-endian', Buffer.from('\uFEFFPORT=1\r\nLOG_LEVEL=debug\r\n', 'utf16le')],
    ['UTF-16, big-endian', Buffer.from('\uFEFFPORT=1\r\nLOG_LEVEL=debug\r\n', 'utf16le').swap16()],
  ])('reads every variable of a .env in %s', (_, dotenv) => {
    expect(read({}, dotenv)).toMatchObject({ PORT: '1', LOG_LEVEL: 'debug' });
  });

  it.each([
    ['UTF-16 without a byte order mark', Buffer.from('PORT=1\n', 'utf16le')],
    ['Latin-1', Buffer.from('MAIL_FROM=Zo\u00eb <a@b.example>\n', 'latin1')],
  ])('refuses a .env in %s, rather than to read nothing', (_, dotenv) => {
    expect(() => read({}, dotenv)).toThrow('.env: is not text in UTF-8');
  });

  it('makes no keys where nothing may be invented', () => {
    expect(read({ NODE_ENV: 'production' })).not.toHaveProperty('JWT_KEYS');
    expect(read({ DATABASE_URL: 'postgres://db/app' })).not.toHaveProperty('JWT_KEYS');
    expect(read({ K_SERVICE: 'app' })).not.toHaveProperty('JWT_KEYS');
  });

  it('refuses a variable that is set both by itself and by a file', () => {
    expect(() => read({ JWT_KEYS: 'a', JWT_KEYS_FILE: '/b' })).toThrow(/JWT_KEYS: is set twice/);
  });

  it('gives the same again from its own result', () => {
    const keys = join(folder, 'keys');
    writeFileSync(keys, 'from-file');
    const variables = read({ JWT_KEYS_FILE: keys });
    expect({ ...variables, ...fileVariables(variables) }).toEqual(variables);
  });
});
