import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { runCli } from './run-cli.js';

const USERS = [
  { id: '1', name: 'Ada', email: 'ada@one.example', role: 'admin', account: { slug: 'one' } },
  { id: '22', name: 'Bo', email: 'bo@two.example', role: 'viewer', account: { slug: 'second' } },
];

describe('the command line', () => {
  let server: Server;
  let url: string;
  let replies: Record<string, { status?: number; body: unknown }>;
  let received: { route: string; body: unknown }[];
  let printed: string[];
  let printedErrors: string[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const route = `${request.method} ${request.url}`;
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.once('end', () => {
        received.push({ route, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
        const { status = 200, body } = replies[route] ?? { status: 404, body: { message: 'nothing here' } };
        response.writeHead(status).end(JSON.stringify(body));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    replies = { 'GET /__sandbox/users': { body: USERS } };
    received = [];
    printed = [];
    printedErrors = [];
  });

  const run = (...words: string[]): Promise<number> => runOn(url, ...words);
  const runOn = (sandboxUrl: string, ...words: string[]): Promise<number> =>
    runCli(
      words,
      { sandboxUrl, variables: {} },
      { print: (line) => printed.push(line), printError: (line) => printedErrors.push(line) },
    );

  it('lists users in columns', async () => {
    expect(await run('sandbox', 'users')).toBe(0);
    expect(printed).toEqual([
      '1   admin   one     Ada  ada@one.example',
      '22  viewer  second  Bo   bo@two.example',
    ]);
  });

  it('prints only the token, for scripts', async () => {
    replies['POST /__sandbox/tokens'] = { status: 201, body: { access_token: 'abc' } };
    expect(await run('sandbox', 'token', '1')).toBe(0);
    expect(printed).toEqual(['abc']);
    expect(received.at(-1)?.body).toEqual({ userId: '1' });
  });

  it('prints an address that begins the login of any app', async () => {
    replies['POST /__sandbox/authorization-url'] = { body: { url: 'http://127.0.0.1:3000/auth?token=abc' } };
    expect(await run('sandbox', 'authorization-url', '--user', '1', '--path', '/start')).toBe(0);
    expect(printed).toEqual(['http://127.0.0.1:3000/auth?token=abc']);
    expect(received.at(-1)?.body).toEqual({ userId: '1', path: '/start' });
  });

  it("sends to a route of the app's own", async () => {
    replies['POST /__sandbox/blocks/run'] = { body: { status: 200, body: 'done' } };
    expect(await run('sandbox', 'send', 'action', 'run', '--path', '/my/run')).toBe(0);
    expect(received.at(-1)?.body).toEqual({ inputFields: {}, path: '/my/run' });
  });

  it('resets the platform', async () => {
    replies['POST /__sandbox/reset'] = { status: 201, body: { removed: 3 } };
    expect(await run('sandbox', 'reset')).toBe(0);
    expect(printed.join()).toContain('3 records');
  });

  it('generates boards, each with the next seed', async () => {
    replies['POST /__sandbox/boards'] = { status: 201, body: { id: '7', name: 'G', items: 5, columns: 3 } };
    expect(await run('sandbox', 'generate', '--boards', '2', '--items', '5', '--seed', '4')).toBe(0);
    expect(received.map(({ body }) => body)).toEqual([
      { items: 5, seed: 4 },
      { items: 5, seed: 5 },
    ]);
    expect(printed).toEqual(Array(2).fill('7  G  (5 items, 3 columns)'));
  });

  it('sends a block with the fields that were given', async () => {
    replies['POST /__sandbox/blocks/mail-send'] = { body: { status: 200, body: { outputFields: {} } } };
    const words = ['--user', '22', '--to', 'x@y.example', '--field', 'subject=a=b', '--field', 'extra=1'];
    expect(await run('sandbox', 'send', 'mail-send', ...words)).toBe(0);
    expect(received.at(-1)?.body).toEqual({
      userId: '22',
      inputFields: {
        to: 'x@y.example',
        subject: 'a=b',
        text: 'Hello Bo, this mail came from a block.',
        extra: '1',
      },
    });
    expect(printed.join('\n')).toContain('200 {');
  });

  it.each([
    [
      ['action', 'shout', '--data', '{"boardId":1}', '--async'],
      'blocks/shout',
      { inputFields: { boardId: 1 }, async: true },
    ],
    [
      ['webhook', 'create_pulse', '--data', '{"pulseId":1}'],
      'webhooks/create_pulse',
      { data: { pulseId: 1 } },
    ],
    [['lifecycle', 'install', '--user', '22'], 'lifecycle/install', { userId: '22', data: {} }],
    [['webhook', 'create_item', '--bearer'], 'webhooks/create_item', { bearer: true, data: {} }],
    [['lifecycle', 'install', '--form', 'flat'], 'lifecycle/install', { form: 'flat', data: {} }],
    [
      ['feature-lifecycle', 'AppFeatureObject:create', '--async'],
      'feature-lifecycle/AppFeatureObject%3Acreate',
      { data: {}, async: true },
    ],
  ])('sends %j', async (words, path, body) => {
    replies[`POST /__sandbox/${path}`] = { body: { status: 200, body: {} } };
    expect(await run('sandbox', 'send', ...words)).toBe(0);
    expect(received.at(-1)?.body).toEqual(body);
  });

  it('mails the first user if none is given', async () => {
    replies['POST /__sandbox/blocks/mail-send'] = { body: { status: 200, body: {} } };
    expect(await run('sandbox', 'send', 'mail-send')).toBe(0);
    expect(received.at(-1)?.body).toMatchObject({ inputFields: { to: 'ada@one.example' } });
  });

  it.each([
    [401, '401'],
    [0, 'did not answer'],
  ])('exits with 1 if the app answers %p', async (status, words) => {
    replies['POST /__sandbox/blocks/other'] = { body: { status, body: {} } };
    expect(await run('sandbox', 'send', 'other')).toBe(1);
    expect(printed.join()).toContain(words);
  });

  it('prints the error if the platform refuses a request', async () => {
    expect(await run('sandbox', 'token', '9')).toBe(1);
    expect(printedErrors).toEqual(['The local platform answered 404: nothing here']);
  });

  it('prints how to start the platform if it does not respond', async () => {
    expect(await runOn('http://127.0.0.1:1', 'sandbox', 'users')).toBe(1);
    expect(printedErrors.join()).toContain('npm run dev');
  });

  it.each([
    [['sandbox', 'token']],
    [['sandbox', 'token', '1', '2']],
    [['sandbox', 'send']],
    [['sandbox', 'send', 'lifecycle']],
    [['sandbox', 'send', 'lifecycle', 'install', 'x']],
    [['sandbox', 'send', 'a', '--data', '[]']],
    [['sandbox', 'send', 'a', '--nope']],
    [['sandbox', 'generate', '--items', 'many']],
    [['sandbox', 'send', 'a', '--field', 'novalue']],
  ])('prints the usage if the arguments are %j', async (words) => {
    expect(await run(...words)).toBe(2);
    expect(printedErrors.join()).toContain('Usage: npm run cli -- sandbox');
    expect(received).toEqual([]);
  });

  it('reads the configuration only for a command that needs it', async () => {
    const broken = {
      get sandboxUrl(): string {
        throw new Error('broken');
      },
      get variables(): never {
        throw new Error('broken');
      },
    };
    const output = { print: () => undefined, printError: () => undefined };
    expect(await runCli(['help'], broken, output)).toBe(0);
    await expect(runCli(['sandbox', 'users'], broken, output)).rejects.toThrow('broken');
  });

  it('lists its commands', async () => {
    expect(await run()).toBe(0);
    expect(printed.join()).toContain('sandbox send');
    expect(printed.join()).toContain('doctor [--json]');
  });

  it.each([
    [['doctor', '--help'], /^Commands:\n {2}doctor +validates .+\n +npm run cli -- doctor \[--json\]$/],
    [['queue', 'dead', 'drop', '-h'], /^Commands:\n {2}queue dead drop +deletes .+\n.+<id>$/],
    [['queue', '--help'], /^Commands:\n {2}queue stats [^]+ {2}queue dead drop .+\n.+<id>$/],
  ])('explains %j', async (words, help) => {
    expect(await run(...words)).toBe(0);
    expect(printed.join()).toMatch(help);
  });

  it.each([
    [['nonsense', 'x'], 'Unknown command: nonsense. To list the commands: npm run cli -- help'],
    [['queue', 'x', 'y'], 'Unknown command: queue x. To list the commands: npm run cli -- queue --help'],
    [['queue'], 'Unknown command: queue. To list the commands: npm run cli -- queue --help'],
  ])('refuses %j in one line', async (words, line) => {
    expect(await run(...words)).toBe(2);
    expect(printedErrors).toEqual([line]);
  });
});
