import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { type AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { SystemClock } from '../clock/index.js';
import { type AppConfig } from '../config/index.js';
import { AppFeatures } from '../feature/index.js';
import { PlatformDeclaration } from './platform-declaration.js';

/** A clock whose sleep lasts as long as the given work. */
class WorkingClock extends SystemClock {
  sleeps = 0;

  constructor(
    private readonly work: () => Promise<unknown>,
    private readonly step = 0,
  ) {
    super();
  }

  override monotonic(): number {
    return this.sleeps * this.step;
  }

  override async sleep(): Promise<void> {
    this.sleeps += 1;
    await this.work();
  }
}

describe('PlatformDeclaration', () => {
  const received: string[] = [];
  let status: number;
  let warned: jest.SpyInstance;
  let platform: Server;
  let port: number;

  const listen = (onPort: number): Promise<unknown> =>
    once(platform.listen(onPort, '127.0.0.1'), 'listening');
  const end = async (): Promise<void> => {
    platform.closeAllConnections();
    await once(platform.close(), 'close');
  };
  beforeEach(async () => {
    received.length = 0;
    status = 204;
    warned = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    platform = createServer((request, response) => {
      void text(request).then((body) => {
        received.push(`${request.method} ${request.url} ${body}`);
        response.writeHead(status).end();
      });
    });
    await listen(0);
    ({ port } = platform.address() as AddressInfo);
  });
  afterEach(async () => {
    warned.mockRestore();
    if (platform.listening) await end();
  });

  const declarationTo = (clock: WorkingClock, isLocalPlatform = true): PlatformDeclaration => {
    const monday = { isLocalPlatform, authorizeUrl: `http://127.0.0.1:${port}/oauth2/authorize` };
    const features = new AppFeatures([{ name: 'a', scopes: { 'users:read': 'a reads users' } }]);
    return new PlatformDeclaration({ monday } as unknown as AppConfig, features, clock, {});
  };
  /** Resolves when it has done all that it does. */
  const done = async (sut: PlatformDeclaration): Promise<void> => {
    sut.onApplicationBootstrap();
    await (sut as unknown as { sending: Promise<void> }).sending;
  };

  it('sends scopes and names as soon as the platform listens', async () => {
    await end();
    const clock = new WorkingClock(() => listen(port));
    await done(declarationTo(clock));
    expect(clock.sleeps).toBe(1);
    expect(received).toEqual([expect.stringMatching(/^PUT \/__sandbox\/declaration \{/)]);
    expect(JSON.parse(received[0]!.split(' ')[2]!)).toEqual({
      scopes: ['me:read', 'account:read', 'boards:read', 'users:read'],
      credentials: [],
      credentialsUses: {},
      events: [],
      features: [],
      plans: [],
      secretNames: [],
      variableNames: [],
    });
    expect(warned).not.toHaveBeenCalled();
  });

  it('sends nothing to monday', async () => {
    await done(declarationTo(new WorkingClock(() => Promise.resolve()), false));
    expect(received).toEqual([]);
  });

  it('warns when the platform refuses, and does not repeat', async () => {
    status = 404;
    await done(declarationTo(new WorkingClock(() => Promise.resolve())));
    expect(received).toHaveLength(1);
    expect(warned).toHaveBeenCalledTimes(1);
  });

  it('ends after a minute without a platform', async () => {
    await end();
    const clock = new WorkingClock(() => Promise.resolve(), 20_000);
    await done(declarationTo(clock));
    expect(clock.sleeps).toBe(4);
    expect(warned).toHaveBeenCalledTimes(1);
  });

  it('ends with the app, without a warning', async () => {
    await end();
    const clock = new WorkingClock(() => {
      void sut.beforeApplicationShutdown();
      return Promise.reject(new Error('aborted'));
    });
    const sut = declarationTo(clock);
    await done(sut);
    expect(warned).not.toHaveBeenCalled();
  });
});
