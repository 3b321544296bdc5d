import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Injectable, Logger, Module } from '@nestjs/common';
import fc from 'fast-check';
import { BaseError } from '../../../src/errors/index.js';
import {
  CredentialsRefusedError,
  MondayAction,
  MondayCredentials,
  MondayField,
  MondayModule,
  MondayTrigger,
  NoInput,
  type ActionContext,
  type FieldRequest,
  type IdentifyRequest,
  type ProviderAccount,
  type TriggerContext,
} from '../../../src/monday/index.js';
import { eventually, TestApp, type HttpReply, type PlatformUser } from '../../../src/testing/index.js';

const TOKEN = 'tracker-token-0451-of-ada';
const IDENTIFIER = '/monday/credentials/tracker/identifier';
const VALUES = { tracker: { userCredentialsId: 123, accessToken: TOKEN } };

class Unavailable extends BaseError {
  constructor(credentials: unknown) {
    super({
      code: 'test.unavailable',
      status: 503,
      message: 'Not now.',
      cause: new Error(inspect(credentials)),
    });
  }
}

/** Blocks that use accounts at a third party, and say what they received. */
@Injectable()
class Blocks {
  readonly seen: unknown[] = [];
  isAvailable = true;
  failures = 0;

  @MondayCredentials('tracker', {
    title: 'Tracker',
    authorizeUrl: 'https://tracker.example/authorize',
    tokenUrl: 'https://tracker.example/token',
    scopes: ['issues'],
  })
  identify({ accessToken }: IdentifyRequest): ProviderAccount {
    if (accessToken !== TOKEN) throw new CredentialsRefusedError('Tracker');
    return { providerUniqueIdentifier: '4711', displayName: 'Ada' };
  }

  @MondayAction('track', NoInput, { credentials: { tracker: 'tracker' } })
  track(_input: object, { credentials }: ActionContext<'tracker'>): object {
    new Logger('Blocks').log({ credentials, ...credentials });
    if (!this.isAvailable) {
      this.failures += 1;
      throw new Unavailable(credentials);
    }
    this.seen.push([credentials.tracker.accessToken, credentials.tracker.userCredentialsId]);
    return { written: JSON.stringify(credentials) };
  }

  @MondayField('projects', { credentials: { account: 'tracker' } })
  projects({ credentials }: FieldRequest<'account'>): object {
    return [{ value: credentials.account.accessToken.length, title: 'Token' }];
  }

  @MondayTrigger('moved', { credentials: { tracker: 'tracker' } })
  moved(_subscription: object, { credentials }: TriggerContext<'tracker'>): void {
    this.seen.push([credentials.tracker.accessToken, credentials.tracker.userCredentialsId]);
  }
}

@Module({ imports: [MondayModule], providers: [Blocks] })
class BlocksModule {}

describe('third-party credentials', () => {
  let app: TestApp;
  let user: PlatformUser;
  let blocks: Blocks;
  let output = '';

  beforeAll(async () => {
    const write = (...line: unknown[]): void => void (output += inspect(line, { depth: 9 }));
    const logger = { log: write, error: write, warn: write, debug: write, verbose: write };
    const variables = { THROTTLE_AUTH_PER_MINUTE: '120' };
    app = await TestApp.start({ imports: [BlocksModule], logger, variables });
    user = (await app.users())[0]!;
    blocks = app.get(Blocks);
  });
  afterAll(() => app.close());
  beforeEach(() => {
    blocks.seen.length = 0;
    blocks.isAvailable = true;
  });

  const run = (payload: Record<string, unknown>, name = 'actions/track'): Promise<HttpReply> =>
    app.http().send(app.monday.block(`/monday/${name}`, user, {}, { payload }));
  const identify = (json: unknown, name = IDENTIFIER, headers = {}): Promise<HttpReply> =>
    app.http().send({ method: 'POST', path: name, json, headers });

  it('reach actions, triggers and fields by the keys that they declare', async () => {
    const reply = await run({ credentialsValues: { ...VALUES, other: { accessToken: 'x' } } });
    expect([reply.status, blocks.seen]).toEqual([200, [[TOKEN, '123']]]);
    expect(reply.text).not.toContain(TOKEN);
    const field = await run({ credentialsValues: { account: VALUES.tracker } }, 'fields/projects');
    expect(field.json()).toEqual([{ value: TOKEN.length, title: 'Token' }]);
    const subscription = { webhookUrl: `${app.platform.url}/__sandbox/callbacks/1`, subscriptionId: 1 };
    await run({ ...subscription, credentialsValues: VALUES }, 'triggers/moved/subscribe');
    expect(blocks.seen).toEqual([
      [TOKEN, '123'],
      [TOKEN, '123'],
    ]);
  });

  it.each([
    [{}, 'actions/track', 'tracker'],
    [{ credentialsValues: { other: VALUES.tracker } }, 'actions/track', 'tracker'],
    [{ credentialsValues: { tracker: { userCredentialsId: 1 } } }, 'actions/track', 'tracker'],
    [{ credentialsValues: VALUES }, 'fields/projects', 'account'],
    [{ webhookUrl: 'https://api-gw.monday.com/1', subscriptionId: 1 }, 'triggers/moved/subscribe', 'tracker'],
  ])('that are missing are named, in the form that monday shows: %j %s', async (payload, name, key) => {
    const reply = await run(payload, name);
    expect(reply.status).toBe(422);
    expect(reply.json()).toMatchObject({
      error: 'BaseError',
      code: 'monday.credentials_missing',
      details: { credentials: key },
      severityCode: 4000,
      notificationErrorDescription: `No account is connected for "${key}". Connect one in the settings of the automation.`,
    });
    expect(blocks.seen).toEqual([]);
  });

  it('that are malformed are refused without their values', async () => {
    const reply = await run({ credentialsValues: { tracker: { accessToken: `${TOKEN}\n` } } });
    expect([reply.status, reply.json()['code']]).toEqual([400, 'validation.failed']);
    expect(reply.text).toContain('payload.credentialsValues.tracker.accessToken');
    expect(reply.text).not.toContain(TOKEN);
  });

  it('are encrypted while a run waits in the queue, and reach it after a failure', async () => {
    blocks.isAvailable = false;
    const callbackUrl = `${app.platform.url}/__sandbox/callbacks/waiting-run`;
    const reply = await run({ credentialsValues: VALUES, callbackUrl });
    expect(reply.json()).toMatchObject({ status: 'received' });
    await eventually(() => blocks.failures || undefined);
    const files = (await readdir(app.dataDir, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    const contents = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name))));
    expect(contents.filter((content) => content.includes(TOKEN))).toEqual([]);
    expect(contents.some((content) => content.includes('monday.action'))).toBe(true);
    blocks.isAvailable = true;
    expect(await eventually(() => blocks.seen[0])).toEqual([TOKEN, '123']);
  });

  it('are in no log line, not even if the app logs or throws them', () => {
    expect(output).toContain('userCredentialsId');
    expect(output).not.toContain(TOKEN);
  });

  describe('the provider identifier endpoint', () => {
    it('answers whose token it is, signed by monday or not', async () => {
      const account = { providerUniqueIdentifier: '4711', displayName: 'Ada' };
      const unsigned = await identify({ token: TOKEN, userId: 1, accountId: 2 });
      expect([unsigned.status, unsigned.json()]).toEqual([200, account]);
      expect(unsigned.headers.get('cache-control')).toBe('no-store');
      const call = app.monday.block(IDENTIFIER, user);
      const signed = await app.http().send({ ...call, json: { token: TOKEN } });
      expect([signed.status, signed.json()]).toEqual([200, account]);
    });

    it('refuses a wrong signature, an unknown name, and what is no token', async () => {
      const forged = app.monday.block(IDENTIFIER, user, {}, { secret: 'x'.repeat(32) });
      const replies = [
        await app.http().send({ ...forged, json: { token: TOKEN } }),
        await identify({ token: TOKEN }, '/monday/credentials/trackr/identifier'),
        await identify({ token: '' }),
        await identify({ token: 'unknown' }),
      ];
      expect(replies.map((reply) => [reply.status, reply.json()['code']])).toEqual([
        [401, 'monday.token_invalid'],
        [404, 'monday.credentials_not_found'],
        [400, 'validation.failed'],
        [422, 'monday.credentials_refused'],
      ]);
    });
  });

  it('survive any bad input: no 500, and nothing runs', async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({ userCredentialsId: fc.jsonValue() }),
      fc.record({ accessToken: fc.oneof(fc.constant('not a token'), fc.integer(), fc.constant('')) }),
    );
    const credentialsValues = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('tracker', 'trackr', '__proto__', 'constructor', 'toString'), value),
    );
    await fc.assert(
      fc.asyncProperty(credentialsValues, fc.jsonValue(), async (values, body) => {
        for (const reply of [await run({ credentialsValues: values }), await identify(body)]) {
          expect([400, 422, 429]).toContain(reply.status);
        }
      }),
      { numRuns: 40 },
    );
    expect(blocks.seen).toEqual([]);
  });

  it('asks the third party at most so often for one client, unless monday signed the request', async () => {
    const { headers } = app.monday.block(IDENTIFIER, user);
    const signed = (): Promise<HttpReply> => identify({ token: TOKEN }, IDENTIFIER, headers);
    for (let count = 0; count < 130; count += 1) expect((await signed()).status).toBe(200);
    const statuses = new Set<number>();
    for (let count = 0; count < 130; count += 1) statuses.add((await identify({ token: 'x y' })).status);
    expect([...statuses]).toEqual([400, 429]);
    expect((await signed()).status).toBe(200);
  });
});

it.each<[Record<string, string>, string]>([
  [
    { tracker: 'trackr' },
    'uses the credentials "trackr", which the app does not have. Did you mean "tracker"?',
  ],
  [{ '7': 'tracker' }, 'the key "7" of the credentials of the action "track" must be a plain name.'],
])('the app does not start with %j', async (credentials, problem) => {
  @Injectable()
  class Wrong extends Blocks {
    @MondayAction('other', NoInput, { credentials })
    other(): void {}
  }
  @Module({ imports: [MondayModule], providers: [Wrong] })
  class WrongModule {}
  await expect(TestApp.start({ imports: [WrongModule] })).rejects.toThrow(
    problem.replace('action "track"', 'action "other"'),
  );
});
