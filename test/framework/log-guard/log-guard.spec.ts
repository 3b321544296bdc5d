import { Controller, Logger, Module, Post, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Public } from '../../../src/caller/index.js';
import { AppLogger } from '../../../src/logging/index.js';
import { chosenObserver, observeApps, type AppObserver } from '../../../src/testing/app-observer.js';
import { TestApp } from '../../../src/testing/index.js';
import { LogGuard } from './log-guard.js';

@Controller('leak')
class Leaks {
  private readonly logger = new Logger(Leaks.name);

  @Public()
  @Post()
  leak(@Req() request: Request): void {
    this.logger.log(`called with ${String((request.body as { what?: unknown }).what)}`);
  }
}
@Module({ controllers: [Leaks] })
class LeakModule {}

/** The guard of all tests, seen to fail. */
describe('the guard of the logs', () => {
  let others: AppObserver | undefined;
  let guard: LogGuard;
  beforeEach(() => {
    others = chosenObserver();
    guard = new LogGuard();
    guard.open();
    observeApps(guard);
  });
  afterEach(() => {
    guard.close();
    observeApps(others);
  });

  it('fails the test of an app that logs a token, and does not tell it', async () => {
    const app = await TestApp.start({ imports: [LeakModule] });
    const { accessToken } = await app.login();
    await app.http().post('/leak', { what: accessToken.slice(10, -10) });
    const closing = app.close();
    await expect(closing).rejects.toThrow('The app logged 1 lines with secrets');
    await expect(closing).rejects.not.toThrow(accessToken.slice(20, -20));
  });

  it('finds no secret of the configuration, which the app masks', async () => {
    const app = await TestApp.start({ imports: [LeakModule] });
    await app.http().post('/leak', { what: app.platform.variables['MONDAY_SIGNING_SECRET'] });
    await expect(app.close()).resolves.toBeUndefined();
  });

  it('fails the test of an app that logs a secret of its configuration unmasked', async () => {
    const app = await TestApp.start({ imports: [LeakModule] });
    const secret = app.platform.variables['MONDAY_SIGNING_SECRET'] ?? '';
    // `line` writes what it is given; the methods of Nest's logger mask first.
    app.get(AppLogger).line('info', 'Leaks', {}, `called with ${secret}`);
    await expect(app.close()).rejects.toThrow('The app logged 1 lines with secrets');
  });

  it('reads every second app as humans read it', () => {
    const secret = 'k3y-of-this-configuration';
    guard.started({});
    const log = guard.started({ MONDAY_SIGNING_SECRET: secret });
    log.write(`${JSON.stringify({ level: 'info', context: 'Leaks', msg: `called with ${secret}` })}\n`);
    expect(() => guard.closed()).toThrow(/INFO: \[Leaks\] called with \*\*\*/);
  });

  it('finds what an app in another process wrote in two pieces', () => {
    const secret = 'k3y-of-this-configuration';
    const log = guard.started({ MONDAY_SIGNING_SECRET: secret });
    log.write(`called with ${secret.slice(0, 9)}`);
    log.write(`${secret.slice(9)}\n`);
    expect(() => guard.closed()).toThrow('The app logged 1 lines with secrets');
  });

  it('has nothing against a login and a line about it', async () => {
    const app = await TestApp.start({ imports: [LeakModule] });
    const { user } = await app.login();
    await app.http().post('/leak', { what: user.id });
    await app.close();
  });
});
