import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { FakeClock } from 'monday-persistence/testing';
import { type DeliveryLog } from '../../requests/index.js';
import { type SandboxSettings } from '../../state/index.js';
import { type JobStore } from './job.store.js';
import { type ScheduledJob } from './scheduled-job.js';
import { Scheduler } from './scheduler.service.js';

const MINUTE_MS = 60_000;
const log = { record: (_url: string, send: () => Promise<unknown>) => send() } as unknown as DeliveryLog;

/** An app that answers as it is told, and a platform whose time stands still. */
describe('Scheduler', () => {
  let server: Server;
  let appUrl: string;
  let clock: FakeClock;
  let sut: Scheduler;
  let jobs: ScheduledJob[];
  let statuses: number[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.writeHead(statuses.shift() ?? 200).end();
      server.emit(
        'call',
        `${request.method} ${request.url} at ${new Date(clock.now()).toISOString().slice(11, 16)}`,
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    clock = new FakeClock(Date.UTC(2026, 0, 1, 6, 59, 30));
    jobs = [];
    statuses = [];
    const store = { list: () => Promise.resolve(jobs) } as unknown as JobStore;
    sut = new Scheduler(store, { appUrl } as SandboxSettings, log, clock);
    sut.onApplicationBootstrap();
  });
  afterEach(() => sut.beforeApplicationShutdown());

  const call = async (): Promise<string> => ((await once(server, 'call')) as [string])[0];

  it('posts when a job is due, and no other job', async () => {
    jobs = [
      { name: 'morning', schedule: '0 7 * * *', targetUrl: '/morning' },
      { name: 'evening', schedule: '0 19 * * *', targetUrl: '/evening' },
    ];
    const first = call();
    clock.advance(30_000);
    expect(await first).toBe('POST /mndy-cronjob/morning at 07:00');
    const second = call();
    clock.advance(12 * 60 * MINUTE_MS);
    expect(await second).toBe('POST /mndy-cronjob/evening at 19:00');
  });

  it('posts again after a failure, later each time, as often as the job says', async () => {
    const job = {
      name: 'nudge',
      schedule: '0 0 1 1 *',
      targetUrl: '/nudge',
      retryConfig: { maxRetries: 2, minBackoffDuration: 60 },
    };
    statuses = [500, 404, 503, 200];
    const first = call();
    sut.start(job);
    expect(await first).toMatch(/06:59$/);
    expect(await callAfterPause()).toMatch(/07:00$/);
    expect(await callAfterPause()).toMatch(/07:02$/);
    await sut.beforeApplicationShutdown();
    expect(statuses).toEqual([200]);
  });

  it('stops in the middle of a pause', async () => {
    statuses = [500];
    const first = call();
    sut.start({ name: 'a', schedule: '* * * * *', targetUrl: '/a', retryConfig: { maxRetries: 5 } });
    await first;
    await sut.beforeApplicationShutdown();
    clock.advance(60 * MINUTE_MS);
    expect(statuses).toEqual([]);
  });

  /** The pause begins only when the reply has been read, so time passes in small steps. */
  async function callAfterPause(): Promise<string> {
    let said: string | undefined;
    const next = call().then((text) => (said = text));
    while (said === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(100);
    }
    return next;
  }
});
