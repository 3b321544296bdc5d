import { runAs, runInTrace } from '../caller/index.js';
import { type AppConfig } from '../config/index.js';
import { RecentLines } from './recent-lines.js';
import { AppLogger } from './app-logger.js';
import { ConfiguredSecrets } from './configured-secrets.js';

type Line = Record<string, unknown>;

function newLogger(
  log: Partial<AppConfig['log']> = {},
  secrets: Readonly<Record<string, string | undefined>> = {},
) {
  const lines: Line[] = [];
  const config = { log: { level: 'info', format: 'json', requests: true, ...log } } as AppConfig;
  const destination = { write: (line: string) => lines.push(JSON.parse(line) as Line) };
  const configured = new ConfiguredSecrets({ secret: Object.keys(secrets) }, secrets);
  const sut = new AppLogger(config, destination, configured, new RecentLines(config));
  return { sut, lines };
}

it('writes what Nest gives it: a text and its context', () => {
  const { sut, lines } = newLogger();
  sut.log('started', 'Main');
  expect(lines).toEqual([
    { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/) as string, context: 'Main', msg: 'started' },
  ]);
});

it('writes fields beside the text', () => {
  const { sut, lines } = newLogger();
  sut.warn({ attempt: 2 }, 'tried again', 'Queue');
  expect(lines[0]).toMatchObject({ level: 'warn', context: 'Queue', attempt: 2, msg: 'tried again' });
});

it('says for whom it was written', () => {
  const { sut, lines } = newLogger();
  runAs({ accountId: '1', userId: '2', kind: 'user' }, () => sut.log('done', 'Work'));
  expect(lines[0]).toMatchObject({ accountId: '1', userId: '2' });
});

it('says which trace it belongs to', () => {
  const { sut, lines } = newLogger();
  runInTrace('0af7', () =>
    runAs({ accountId: '1', userId: '2', kind: 'job' }, () => sut.log('done', 'Work')),
  );
  expect(lines[0]).toMatchObject({ traceId: '0af7', accountId: '1' });
});

it('describes errors and their causes', () => {
  const { sut, lines } = newLogger();
  sut.error({ err: new Error('outer', { cause: new TypeError('inner') }) }, 'failed', 'Work');
  expect(lines[0]?.err).toMatchObject({ type: 'Error', message: 'outer', cause: { type: 'TypeError' } });
});

it('suppresses lower levels, and everything if it is off', () => {
  const { sut, lines } = newLogger();
  sut.debug('detail', 'Work');
  const off = newLogger({ level: 'silent' });
  off.sut.fatal('the end', 'Work');
  expect([...lines, ...off.lines]).toEqual([]);
});

it('leaves out how Nest puts itself together', () => {
  const { sut, lines } = newLogger();
  sut.log('Mapped {/health, GET} route', 'RouterExplorer');
  expect(lines).toEqual([]);
});

it('takes secrets out, by name at any depth and inside of texts', () => {
  const { sut, lines } = newLogger();
  const secret = 'sEcReT-vAlUe';
  sut.log(
    {
      authorization: secret,
      'set-cookie': secret,
      nested: [{ access_token: secret, clientSecret: secret, deeper: { password: secret } }],
      url: `https://x.example/path?code=${secret}`,
      err: new Error(`GET https://x.example/?token=${secret} failed with Bearer ${secret}`),
    },
    `postgres://user:${secret}@db/app`,
    'Work',
  );
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain(secret);
});

it('writes dates and addresses as texts, and of bytes only how many they are', () => {
  const { sut, lines } = newLogger();
  const address = new URL('https://x.example/path?code=sEcReT-vAlUe');
  sut.log(
    { at: new Date(0), address, never: new Date(Number.NaN), file: Buffer.from('text') },
    'done',
    'Work',
  );
  expect(lines[0]).toMatchObject({
    at: '1970-01-01T00:00:00.000Z',
    address: 'https://x.example/path?***',
    never: null,
    file: '4 bytes',
  });
});

it('takes out the secrets that the app declares, by name and by their current value', () => {
  const variables = { CALENDAR_KEY: 'first-value' };
  const { sut, lines } = newLogger({}, variables);
  variables.CALENDAR_KEY = 'rotated-value';
  const cause = new Error('refused rotated-value');
  sut.log({ calendarKey: 'another', err: new Error('failed', { cause }) }, 'sent rotated-value', 'Work');
  expect(lines[0]).toMatchObject({
    calendarKey: '***',
    err: { message: 'failed', cause: { message: 'refused ***' } },
    msg: 'sent ***',
  });
  expect(JSON.stringify(lines)).not.toContain('rotated-value');
});

it('leaves words in place that a short secret happens to equal', () => {
  const { sut, lines } = newLogger({}, { CALENDAR_KEY: 'a' });
  sut.log('a calendar', 'Work');
  expect(lines[0]).toMatchObject({ msg: 'a calendar' });
});

it('speaks the form that monday code recognises', () => {
  const { sut, lines } = newLogger({ format: 'monday' });
  const err = new Error('broken');
  sut.error({ err }, 'it failed', 'Work');
  sut.warn('careful', 'Work');
  expect(lines[0]).toMatchObject({
    severity: 'ERROR',
    tag: 'Work',
    message: 'it failed',
    mondayInternal: false,
    stack: expect.stringContaining('Error: broken') as string,
  });
  expect(lines[1]).toMatchObject({ severity: 'WARNING', message: 'careful' });
});
