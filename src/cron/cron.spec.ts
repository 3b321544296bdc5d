import { NO_TRACING } from '../telemetry/index.js';
import { getEventListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { deferred } from '../../test/framework/support/deliveries.js';
import { ManualClock } from '../../test/framework/support/manual-clock.js';
import { type AppConfig, type Profile } from '../config/index.js';
import { CronController } from './cron.controller.js';
import { type CronJob, type CronRegistry } from './cron.registry.js';
import { CronRunner } from './cron.runner.js';
import { CronRuns } from './cron-runs.js';
import { CronSchedule } from './cron-schedule.js';
import { CronScheduler } from './cron-scheduler.js';
import { type CronContext } from './monday-cron.decorator.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.UTC(2026, 0, 1);

/** Instances on one store, each with its own connection, under one clock. */
describe('scheduled work', () => {
  let folder: string;
  let clock: ManualClock;
  let opened: SqlitePersistence[];
  let runs: CronContext[];
  let work: (context: CronContext) => Promise<void> | void;
  let logged: jest.SpyInstance;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cron-'));
    clock = new ManualClock(START);
    opened = [];
    runs = [];
    work = () => undefined;
    logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const persistence of opened) await persistence.close();
    await rm(folder, { recursive: true, force: true });
  });

  const instance = async (profile: Profile = 'self-hosted', schedule = '0 * * * *') => {
    const persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    opened.push(persistence);
    const job: CronJob = {
      place: 'Tidy.run',
      name: 'tidy',
      schedule: new CronSchedule('tidy', schedule),
      expression: schedule,
      timeoutSeconds: 300,
      invoke: (context) => {
        runs.push(context);
        return work(context);
      },
    };
    const registry = {
      all: () => [job],
      find: (name: string) => (name === job.name ? job : undefined),
    } as unknown as CronRegistry;
    const config = { profile } as AppConfig;
    const states = new CronRuns(persistence, clock);
    const runner = new CronRunner(states, clock, NO_TRACING);
    const scheduler = new CronScheduler(registry, runner, states, clock, config);
    const controller = new CronController(registry, runner, clock, config);
    return { scheduler, controller, runner, job, persistence };
  };

  /** Lets what is under way come to its end. */
  const settle = async ({ scheduler }: { scheduler: CronScheduler }): Promise<void> => {
    await Promise.all(scheduler['running']);
  };

  describe('driven by the app', () => {
    it('is done at each due time, by one of two instances', async () => {
      const instances = [await instance(), await instance()];
      for (const { scheduler } of instances) scheduler.onApplicationBootstrap();
      for (let hour = 1; hour <= 5; hour += 1) {
        clock.advance(HOUR_MS);
        await Promise.all(instances.map(settle));
      }
      expect(runs.map(({ dueAt }) => (dueAt - START) / HOUR_MS)).toEqual([1, 2, 3, 4, 5]);
      for (const { scheduler } of instances) await scheduler.beforeApplicationShutdown();
    });

    it('is not done in a process that runs a job by hand', async () => {
      const { scheduler } = await instance();
      scheduler.suspend();
      scheduler.onApplicationBootstrap();
      clock.advance(2 * HOUR_MS);
      await settle({ scheduler });
      expect(runs).toEqual([]);
      await scheduler.beforeApplicationShutdown();
    });

    it('leaves nothing of a run that has ended on the signal of the app, which lives as long as the process', async () => {
      const { scheduler } = await instance();
      const { signal } = scheduler['stopping'];
      scheduler.onApplicationBootstrap();
      clock.advance(HOUR_MS);
      await settle({ scheduler });
      expect(runs).toHaveLength(1);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
      const ended = runs[0]!.signal;
      await scheduler.beforeApplicationShutdown();
      expect(ended.aborted).toBe(false);
    });

    it('waits longer than a timer can', async () => {
      const { scheduler } = await instance('self-hosted', '0 0 1 3 *');
      scheduler.onApplicationBootstrap();
      clock.advance(Date.UTC(2026, 2, 1) - START - 1);
      expect(runs).toEqual([]);
      clock.advance(1);
      await settle({ scheduler });
      expect(runs).toMatchObject([{ dueAt: Date.UTC(2026, 2, 1) }]);
      await scheduler.beforeApplicationShutdown();
    });

    it('does not begin again while it still runs', async () => {
      const gate = deferred();
      work = () => gate.promise;
      const { scheduler } = await instance('self-hosted', '* * * * *');
      scheduler.onApplicationBootstrap();
      clock.advance(2 * MINUTE_MS);
      gate.resolve();
      await settle({ scheduler });
      expect(runs).toHaveLength(1);
      clock.advance(MINUTE_MS);
      await settle({ scheduler });
      expect(runs).toHaveLength(2);
      await scheduler.beforeApplicationShutdown();
    });

    it('continues after a failure, which is logged', async () => {
      work = () => Promise.reject(new Error('no'));
      const { scheduler } = await instance();
      scheduler.onApplicationBootstrap();
      clock.advance(HOUR_MS);
      await settle({ scheduler });
      clock.advance(HOUR_MS);
      await settle({ scheduler });
      expect(runs).toHaveLength(2);
      expect(logged).toHaveBeenCalledTimes(2);
      await scheduler.beforeApplicationShutdown();
    });

    it('is aborted when the app stops', async () => {
      const started = deferred();
      work = () => {
        started.resolve();
        return new Promise(() => undefined);
      };
      const { scheduler } = await instance();
      scheduler.onApplicationBootstrap();
      clock.advance(HOUR_MS);
      await started.promise;
      await scheduler.beforeApplicationShutdown();
      expect(runs[0]?.signal.aborted).toBe(true);
      clock.advance(HOUR_MS);
      expect(runs).toHaveLength(1);
    });

    it('is repeated after a crash, once its claim is free, by the instance that starts next', async () => {
      const started = deferred();
      work = () => {
        started.resolve();
        return new Promise(() => undefined);
      };
      const crashed = await instance();
      crashed.scheduler.onApplicationBootstrap();
      clock.advance(HOUR_MS);
      await started.promise;
      // A process that died does not renew its claim.
      jest.spyOn(crashed.persistence, 'upsert').mockRejectedValue(new Error('dead'));
      work = () => undefined;
      const next = await instance();
      next.scheduler.onApplicationBootstrap();
      await settle(next);
      clock.advance(30_000 - 1);
      await settle(next);
      expect(runs).toHaveLength(1);
      clock.advance(1);
      await settle(next);
      expect(runs.map(({ dueAt }) => dueAt - START)).toEqual([HOUR_MS, HOUR_MS]);
      clock.advance(10 * MINUTE_MS);
      await settle(next);
      await settle(crashed);
      expect(runs).toHaveLength(2);
      await next.scheduler.beforeApplicationShutdown();
    });

    it('is repeated at once by the next instance if the app stopped', async () => {
      const started = deferred();
      work = () => {
        started.resolve();
        return new Promise(() => undefined);
      };
      const first = await instance();
      first.scheduler.onApplicationBootstrap();
      clock.advance(HOUR_MS);
      await started.promise;
      await first.scheduler.beforeApplicationShutdown();
      work = () => undefined;
      const next = await instance();
      next.scheduler.onApplicationBootstrap();
      await settle(next);
      clock.advance(0);
      await settle(next);
      expect(runs.map(({ dueAt }) => dueAt - START)).toEqual([HOUR_MS, HOUR_MS]);
      expect(logged).not.toHaveBeenCalled();
      await next.scheduler.beforeApplicationShutdown();
    });

    it('keeps its claim while it works for longer than that', async () => {
      const gate = deferred();
      const started = deferred();
      work = () => {
        started.resolve();
        return gate.promise;
      };
      const [first, second] = [await instance(), await instance()];
      const running = first.runner.run(first.job, START);
      await started.promise;
      for (let time = 0; time < 8; time += 1) {
        const upsert = jest.spyOn(first.persistence, 'upsert');
        clock.advance(10_000);
        while (upsert.mock.results.length === 0) await new Promise((resolve) => setImmediate(resolve));
        await Promise.all(upsert.mock.results.map(({ value }) => value as Promise<unknown>));
        upsert.mockRestore();
        expect(await second.runner.run(second.job, START)).toBe('skipped');
      }
      gate.resolve();
      expect(await running).toBe('done');
      expect(runs).toHaveLength(1);
    });

    it('is done by hand at any time, also right after a failure, but not while it runs', async () => {
      const { runner, job } = await instance();
      work = () => Promise.reject(new Error('no'));
      await expect(runner.runNow(job, new AbortController().signal)).rejects.toMatchObject({
        code: 'cron.run_failed',
      });
      const gate = deferred();
      work = () => gate.promise;
      clock.advance(1);
      const running = runner.runNow(job, new AbortController().signal);
      expect(await runner.runNow(job, new AbortController().signal)).toBe('skipped');
      gate.resolve();
      expect(await running).toBe('done');
      clock.advance(HOUR_MS);
      expect(await runner.run(job, START + HOUR_MS)).toBe('done');
    });

    describe('while it is done by hand', () => {
      const NEVER_ABORTED = new AbortController().signal;
      const dueTimes = () => runs.map(({ dueAt }) => dueAt - START);
      /** Held due times are tried again every ten seconds. */
      const retry = async (...instances: { scheduler: CronScheduler }[]): Promise<void> => {
        clock.advance(10_000);
        for (const each of instances) await settle(each);
      };
      /** A run by hand that goes on until `gate` opens. */
      const begin = async ({ runner, job }: Awaited<ReturnType<typeof instance>>) => {
        const [gate, started] = [deferred(), deferred()];
        work = () => {
          started.resolve();
          return gate.promise;
        };
        const ended = runner.runNow(job, NEVER_ABORTED);
        await started.promise;
        work = () => undefined;
        return { gate, ended };
      };

      it('keeps a due time that passes, which one instance runs afterwards', async () => {
        const [operator, first, second] = [await instance(), await instance(), await instance()];
        for (const { scheduler } of [first, second]) scheduler.onApplicationBootstrap();
        clock.advance(HOUR_MS - 1);
        const { gate, ended } = await begin(operator);
        clock.advance(1);
        await Promise.all([first, second].map(settle));
        await retry(first, second);
        expect(dueTimes()).toEqual([HOUR_MS - 1]);
        gate.resolve();
        expect(await ended).toBe('done');
        await retry(first, second);
        await retry(first, second);
        expect(dueTimes()).toEqual([HOUR_MS - 1, HOUR_MS]);
        clock.advance(HOUR_MS);
        await Promise.all([first, second].map(settle));
        expect(dueTimes().slice(2)).toEqual([2 * HOUR_MS]);
        for (const { scheduler } of [first, second]) await scheduler.beforeApplicationShutdown();
      });

      it('keeps the last of several due times, also if the run fails', async () => {
        const [operator, app] = [await instance(), await instance('self-hosted', '* * * * *')];
        app.scheduler.onApplicationBootstrap();
        const { gate, ended } = await begin(operator);
        for (let minute = 1; minute <= 3; minute += 1) {
          clock.advance(MINUTE_MS);
          await settle(app);
        }
        gate.resolve(Promise.reject(new Error('no')) as unknown as undefined);
        await expect(ended).rejects.toMatchObject({ code: 'cron.run_failed' });
        await retry(app);
        expect(dueTimes()).toEqual([0, 3 * MINUTE_MS]);
        await app.scheduler.beforeApplicationShutdown();
      });

      it('keeps a due time that had passed just before', async () => {
        const [operator, app] = [await instance(), await instance()];
        clock.advance(5);
        const { gate, ended } = await begin(operator);
        expect(await app.runner.run(app.job, START)).toBe('held');
        gate.resolve();
        await ended;
        clock.advance(10_000);
        expect(await app.runner.run(app.job, START)).toBe('done');
        expect(await app.runner.run(app.job, START)).toBe('skipped');
      });

      it('is not repeated after a crash, and holds its due times no longer than its claim', async () => {
        const [operator, app] = [await instance(), await instance()];
        clock.advance(HOUR_MS - 1);
        await begin(operator);
        jest.spyOn(operator.persistence, 'upsert').mockRejectedValue(new Error('dead'));
        app.scheduler.onApplicationBootstrap();
        await settle(app);
        clock.advance(1);
        await settle(app);
        for (let time = 0; time < 4; time += 1) await retry(app);
        expect(dueTimes()).toEqual([HOUR_MS - 1, HOUR_MS]);
        await app.scheduler.beforeApplicationShutdown();
      });

      it('is not repeated if it is stopped', async () => {
        const { runner, job } = await instance();
        const stopping = new AbortController();
        work = () => new Promise(() => stopping.abort());
        await expect(runner.runNow(job, stopping.signal)).rejects.toMatchObject({ code: 'cron.run_failed' });
        expect(logged).not.toHaveBeenCalled();
        work = () => undefined;
        const next = await instance();
        next.scheduler.onApplicationBootstrap();
        await settle(next);
        await retry(next);
        expect(runs).toHaveLength(1);
        await next.scheduler.beforeApplicationShutdown();
      });

      it('leaves a run that the stop of an instance interrupted to be repeated', async () => {
        const [started, first] = [deferred(), await instance()];
        work = () => {
          started.resolve();
          return new Promise(() => undefined);
        };
        first.scheduler.onApplicationBootstrap();
        clock.advance(HOUR_MS);
        await started.promise;
        await first.scheduler.beforeApplicationShutdown();
        work = () => undefined;
        clock.advance(1);
        const operator = await instance();
        expect(await operator.runner.runNow(operator.job, NEVER_ABORTED)).toBe('done');
        const next = await instance();
        next.scheduler.onApplicationBootstrap();
        await settle(next);
        await retry(next);
        expect(dueTimes()).toEqual([HOUR_MS, HOUR_MS + 1, HOUR_MS]);
        await next.scheduler.beforeApplicationShutdown();
      });

      it('logs a due time that is held when the app stops', async () => {
        const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
        const [operator, app] = [await instance(), await instance()];
        app.scheduler.onApplicationBootstrap();
        clock.advance(HOUR_MS - 1);
        const { gate, ended } = await begin(operator);
        clock.advance(1);
        await settle(app);
        await app.scheduler.beforeApplicationShutdown();
        expect(warned).toHaveBeenCalledWith(
          { event: 'cron.due_time_missed', job: 'tidy', dueAt: START + HOUR_MS },
          expect.any(String),
        );
        gate.resolve();
        await ended;
      });
    });

    it('cannot be called from outside', async () => {
      for (const profile of ['local', 'self-hosted'] as const) {
        const { controller } = await instance(profile);
        await expect(controller.run('tidy')).rejects.toMatchObject({ status: 404 });
      }
      expect(runs).toEqual([]);
    });
  });

  describe('on monday code', () => {
    it('is not driven from inside', async () => {
      const { scheduler } = await instance('monday-code');
      scheduler.onApplicationBootstrap();
      clock.advance(24 * HOUR_MS);
      expect(runs).toEqual([]);
    });

    it('runs once per due time, for any number and source of calls', async () => {
      const instances = [await instance('monday-code'), await instance('monday-code')];
      const replies = await Promise.all(
        [...instances, ...instances, ...instances].map(({ controller }) => controller.run('tidy')),
      );
      expect(replies.filter(({ status }) => status === 'done')).toHaveLength(1);
      clock.advance(59 * MINUTE_MS);
      expect(await instances[0]!.controller.run('tidy')).toEqual({ status: 'skipped' });
      // The platform may be half a minute early.
      clock.advance(30_000);
      expect(await instances[0]!.controller.run('tidy')).toEqual({ status: 'done' });
      clock.advance(30_000);
      expect(await instances[1]!.controller.run('tidy')).toEqual({ status: 'skipped' });
      expect(runs.map(({ dueAt }) => (dueAt - START) / HOUR_MS)).toEqual([0, 1]);
    });

    it('may be tried again after a failure, a minute later', async () => {
      const { controller } = await instance('monday-code');
      work = () => Promise.reject(new Error('the password is hunter2'));
      const failure: unknown = await controller.run('tidy').catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'cron.run_failed', status: 500 });
      expect((failure as Error).message).not.toContain('hunter2');
      expect(await controller.run('tidy')).toEqual({ status: 'skipped' });
      work = () => undefined;
      clock.advance(MINUTE_MS);
      expect(await controller.run('tidy')).toEqual({ status: 'done' });
    });

    it('asks the store once for each due time, however often it is called', async () => {
      const { controller } = await instance('monday-code');
      const get = jest.spyOn(opened[0]!, 'get');
      const callOften = async (): Promise<void> => {
        await Promise.all(Array.from({ length: 20 }, () => controller.run('tidy')));
        await controller.run('tidy');
      };
      await callOften();
      expect(get).toHaveBeenCalledTimes(1);
      clock.advance(HOUR_MS);
      await callOften();
      expect(get).toHaveBeenCalledTimes(2);
    });

    it('asks the store every ten seconds while another instance is at it, or the store fails', async () => {
      const gate = deferred();
      work = () => gate.promise;
      const [first, second] = [await instance('monday-code'), await instance('monday-code')];
      const running = first.controller.run('tidy');
      while (runs.length === 0) await new Promise((resolve) => setImmediate(resolve));
      const get = jest.spyOn(opened[1]!, 'get');
      for (let time = 0; time < 5; time += 1) await second.controller.run('tidy');
      expect(get).toHaveBeenCalledTimes(1);
      clock.advance(10_000);
      get.mockRejectedValueOnce(new Error('away'));
      await expect(second.controller.run('tidy')).rejects.toThrow('away');
      for (let time = 0; time < 5; time += 1) await second.controller.run('tidy');
      expect(get).toHaveBeenCalledTimes(2);
      gate.resolve();
      expect(await running).toEqual({ status: 'done' });
      clock.advance(10_000);
      expect(await second.controller.run('tidy')).toEqual({ status: 'skipped' });
      expect(runs).toHaveLength(1);
    });

    it('may be done by another once it takes too long', async () => {
      const started = deferred();
      work = () => {
        started.resolve();
        return new Promise(() => undefined);
      };
      const [first, second] = [await instance('monday-code'), await instance('monday-code')];
      const hanging = first.controller.run('tidy');
      await started.promise;
      expect(await second.controller.run('tidy')).toEqual({ status: 'skipped' });
      work = () => undefined;
      clock.advance(300_000);
      await expect(hanging).rejects.toMatchObject({ cause: { code: 'cron.timeout' } });
      expect(runs[0]?.signal.aborted).toBe(true);
      clock.advance(MINUTE_MS);
      expect(await second.controller.run('tidy')).toEqual({ status: 'done' });
    });

    it('knows only its own names', async () => {
      const { controller } = await instance('monday-code');
      for (const name of ['other', '__proto__', '']) {
        await expect(controller.run(name)).rejects.toMatchObject({ code: 'cron.job_not_found' });
      }
    });
  });
});

describe('CronSchedule', () => {
  const at = (text: string): number => Date.parse(text);

  it.each([
    ['*/15 * * * *', '2026-01-01T00:07:00Z', '2026-01-01T00:15:00Z', '2026-01-01T00:00:00Z'],
    ['0 3 * * 1', '2026-01-01T00:00:00Z', '2026-01-05T03:00:00Z', '2025-12-29T03:00:00Z'],
    ['0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['* * * * *', '2026-01-01T00:01:00Z', '2026-01-01T00:02:00Z', '2026-01-01T00:01:00Z'],
  ])('tells when %s is due, in UTC', (expression, now, next, latest) => {
    const schedule = new CronSchedule('x', expression);
    expect(schedule.next(at(now))).toBe(at(next));
    expect(schedule.latest(at(now))).toBe(at(latest));
  });

  it.each(['', 'x', '@daily', '* * * *', '* * * * * *', '61 * * * *', '0 0 31 2 *'])('refuses %j', (text) => {
    expect(() => new CronSchedule('x', text)).toThrow('The scheduled job "x"');
  });
});
