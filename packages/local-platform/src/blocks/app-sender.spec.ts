import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { FakeClock } from 'monday-persistence/testing';
import { type DeliveryFaults } from '../faults/index.js';
import { type DeliveryLog } from '../requests/index.js';
import { AppSender } from './app-sender.js';
import { type RequestSigner } from './request-signer.js';

const MINUTE_MS = 60_000;

/** An app that answers as it is told, and a platform whose time stands still. */
describe('AppSender', () => {
  let server: Server;
  let url: string;
  let clock: FakeClock;
  let sut: AppSender;
  let answer: { status: number; body?: object };
  /** When each request came, in minutes since the first one was sent. */
  let minutes: number[];
  let authorizations: (string | undefined)[];
  let begun: number;
  let sending: number;

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().once('end', () => {
        authorizations.push(request.headers.authorization);
        minutes.push((clock.now() - begun) / MINUTE_MS);
        response.writeHead(answer.status).end(JSON.stringify(answer.body ?? {}));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    clock = new FakeClock();
    begun = clock.now();
    minutes = [];
    authorizations = [];
    sending = 0;
    const log = { record: (_url: string, send: () => Promise<unknown>) => send() };
    const faults = {
      around: (_target: object, send: () => Promise<unknown>) => {
        sending += 1;
        return send().finally(() => (sending -= 1));
      },
    };
    sut = new AppSender(
      {} as RequestSigner,
      log as unknown as DeliveryLog,
      faults as unknown as DeliveryFaults,
      clock,
    );
  });
  afterEach(() => sut.onApplicationShutdown());

  /** Until whatever was sent is answered, and the next time is planned. */
  const settled = async (): Promise<void> => {
    do await new Promise((resolve) => setImmediate(resolve));
    while (sending > 0);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const pass = async (count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute += 1) {
      await settled();
      clock.advance(MINUTE_MS);
    }
    await settled();
  };
  const run = async (count: number): Promise<void> => {
    sut.deliver({ url, body: {} });
    await pass(count);
  };

  it('comes again once a minute for half an hour, and then no more', async () => {
    answer = { status: 500 };
    await run(40);

    expect(minutes).toEqual(Array.from({ length: 30 }, (_, minute) => minute));
  });

  it('comes again until it is taken', async () => {
    answer = { status: 503 };
    sut.deliver({ url, body: {} });
    await pass(2);
    answer = { status: 200 };
    await pass(3);

    expect(minutes).toEqual([0, 1, 2, 3]);
  });

  it.each([
    ['a success', { status: 200 }],
    ['a refusal', { status: 404 }],
    ['a failure with a severity', { status: 500, body: { severityCode: 4000 } }],
  ])('does not come again after %s', async (_name, given) => {
    answer = given;
    await run(3);

    expect(minutes).toEqual([0]);
  });

  it.each([
    ['token', false, 'token'],
    ['token', true, 'Bearer token'],
    ['', true, undefined],
  ])('sends the token %j with bearer %j as %j', async (token, bearer, header) => {
    answer = { status: 200 };
    await sut.post({ url, body: {}, authorize: () => token, bearer });

    expect(authorizations).toEqual([header]);
  });

  it('stops with the platform', async () => {
    answer = { status: 500 };
    sut.deliver({ url, body: {} });
    await pass(1);
    await sut.onApplicationShutdown();
    await pass(2);

    expect(minutes).toEqual([0, 1]);
  });
});
