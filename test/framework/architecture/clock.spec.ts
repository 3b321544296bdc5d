import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['src', 'packages/local-platform/src', 'packages/persistence/src'];

/** Code that uses the machine's clock without an injector, with the reason. A path that ends with a slash is a folder. */
const ALLOWED: Readonly<Record<string, string>> = {
  'packages/persistence/src/clock/': 'defines the clock',
  'src/clock/': 'exports the clock to the app',
  'packages/persistence/src/driver-kit/retry.ts':
    'used by drivers and by the command line without an injector',
  'src/account-limits/account-admission.ts': 'waits for the event loop, which uses the time of the machine',
  'src/queue/account-slots.ts': 'waits for the event loop, which uses the time of the machine',
  'src/cli/': 'programs without an injector',
  'src/launcher/': 'a program without an injector',
  'packages/local-platform/src/cli/': 'programs without an injector',
  'src/testing/eventually.ts': 'waits for what happens in the time of the machine',
  'src/mail/observe-dead-mails.ts': 'used by the command line without an injector',
  'src/queue/open-queue-operations.ts': 'used by the command line without an injector',
  'src/queue/check-redis-queue.ts': 'used by the doctor without an injector',
  'src/persistence/home/settle-home.ts': 'decides before there is an injector',
  'src/persistence/postgres/inspect-postgres.ts': "compares the server's clock with the machine's",
  'src/auth/token-clock.ts': 'access tokens expire by the time of the machine',
  'packages/persistence/src/http-client/http-response.ts': "compares a server's date with the machine's time",
  'src/monday/requests/monday-tokens.ts': "monday's tokens expire by the time of the machine",
  'src/monday/client/graphql.transport.ts': "compares monday's date with the machine's time",
  'src/monday/client/graphql.errors.ts': "monday's daily limits end at midnight UTC",
};

const users = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => join(folder, file))
    .filter((file) => /\bSYSTEM_CLOCK\b/.test(readFileSync(file, 'utf8'))),
);

const isIn = (path: string) => (file: string) => (path.endsWith('/') ? file.startsWith(path) : file === path);

describe('the clock', () => {
  it('is injected, except in code that cannot inject it', () => {
    expect(users.filter((file) => !Object.keys(ALLOWED).some((path) => isIn(path)(file)))).toEqual([]);
  });

  it('has no exception that is no longer needed', () => {
    expect(Object.keys(ALLOWED).filter((path) => !users.some(isIn(path)))).toEqual([]);
  });
});
