import { OnlyInProcessError, unlessTarget, useAppTarget, type AppEnvironment } from './app-target.js';
import { TestApp } from './test-app.js';

/** An app that only records calls. */
class Elsewhere {
  readonly name = 'elsewhere';
  readonly platform = { sidecarPort: 0 };
  readonly recorded: string[] = [];
  environment: AppEnvironment | undefined;

  create(environment: AppEnvironment) {
    this.environment = environment;
    const record = (what: string) => () => {
      this.recorded.push(what);
      return Promise.resolve();
    };
    return Promise.resolve({
      url: 'http://127.0.0.1:1',
      variables: () => ({ MONDAY_SIGNING_SECRET: 's'.repeat(32) }),
      start: record('start'),
      stop: record('stop'),
      remove: record('remove'),
    });
  }
}

describe('a target of TestApp', () => {
  let target: Elsewhere;
  beforeEach(() => useAppTarget((target = new Elsewhere())));
  afterAll(() => useAppTarget(undefined));

  it('gets what the test gives, and is started, stopped and removed', async () => {
    const app = await TestApp.start({ variables: { LOG_LEVEL: 'info' } });
    expect(target.environment?.given).toEqual({ LOG_LEVEL: 'info' });
    expect(app.platform.sidecarPort).toBeGreaterThan(0);
    await app.restart();
    await app.close();
    expect(target.recorded).toEqual(['start', 'stop', 'start', 'stop', 'remove']);
  });

  it('has no provider to give, and takes none', async () => {
    await expect(TestApp.start({ overrides: [] })).rejects.toThrow(OnlyInProcessError);
    const app = await TestApp.start();
    expect(() => app.get('any')).toThrow('get: only in this process, and the app runs in "elsewhere".');
    await app.close();
  });

  it('has a test skipped, with the reason', () => {
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(unlessTarget('elsewhere', 'because', it)).toBe(it.skip);
    expect(written).toHaveBeenCalledWith('skipped on elsewhere: because\n');
    expect(unlessTarget('process', 'because', it)).toBe(it);
    written.mockRestore();
  });
});
