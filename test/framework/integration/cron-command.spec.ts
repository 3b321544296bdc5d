import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Injectable, Module } from '@nestjs/common';
import { type Variables } from '../../../src/config/index.js';
import { MondayCron, type CronContext } from '../../../src/cron/index.js';
import { CronRunner } from '../../../src/cron/cron.runner.js';
import { Clock, eventually, FakeClock, TestApp } from '../../../src/testing/index.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { testProgram } from '../support/compiled-app.js';

const MINUTE_MS = 60_000;

/** The job of the script, in the app beside it. */
@Injectable()
class Work {
  readonly dueTimes: number[] = [];

  @MondayCron('work', '* * * * *')
  run({ dueAt }: CronContext): void {
    this.dueTimes.push(dueAt);
  }
}

@Module({ providers: [Work] })
class WorkModule {}

describeService('the command cron run, in a process of its own on Postgres', postgresAddress(), () => {
  let schema: PostgresSchema;
  let app: TestApp;
  let clock: FakeClock;
  let lastMinute: number;
  /** Has the port of the metrics, as an app on the same machine. */
  let metrics: Server;
  let variables: Variables;
  let children: ChildProcess[];

  beforeAll(async () => {
    children = [];
    schema = await PostgresSchema.create();
    lastMinute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    clock = new FakeClock(lastMinute - 1);
    const stores = {
      DATABASE_URL: schema.url(),
      PERSISTENCE_DRIVER: 'postgres',
      STORAGE_DRIVER: 'postgres',
      SECURE_STORAGE_DRIVER: 'postgres',
      QUEUE_DRIVER: 'bullmq-postgres',
    };
    app = await TestApp.start({
      imports: [WorkModule],
      overrides: [{ token: Clock, value: clock }],
      variables: stores,
    });
    metrics = createServer().listen(0, '0.0.0.0');
    await once(metrics, 'listening');
    variables = testVariables(app.dataDir, app.platform.variables, {
      ...stores,
      APP_PROFILE: 'self-hosted',
      PUBLIC_URL: app.url,
      SMTP_HOST: '127.0.0.1',
      MAIL_FROM: 'app@example.com',
      METRICS_PORT: String((metrics.address() as AddressInfo).port),
      // No local platform runs there, as on a server.
      SANDBOX_PORT: '1',
    });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await app.close();
    await schema.drop();
    metrics.close();
    await once(metrics, 'close');
  });

  interface Run {
    readonly child: ChildProcess;
    /** Resolves when the job has started. */
    readonly started: () => Promise<unknown>;
    /** Resolves to the exit code and the output. */
    readonly ended: Promise<unknown[]>;
  }
  const run = async (): Promise<Run> => {
    const child = spawn(process.execPath, [await testProgram('cron-command'), 'cron', 'run', 'work'], {
      env: { PATH: process.env['PATH'], ...variables },
      stdio: 'pipe',
    });
    children.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const ended = (once(child, 'close') as Promise<[number | null]>).then(([code]) => [code, output]);
    const started = (): Promise<unknown> => eventually(() => output.includes('started\n') || undefined);
    return { child, started, ended };
  };

  it('aborts the job on SIGTERM, and can run again at once', async () => {
    const first = await run();
    await first.started();
    first.child.kill('SIGTERM');
    expect(await first.ended).toEqual([1, 'started\naborted\nwork was stopped.\n']);

    const second = await run();
    await second.started();
    second.child.stdin?.write('go\n');
    expect(await second.ended).toEqual([0, 'started\nwork is done.\n']);
    expect(app.get(Work).dueTimes).toEqual([]);
  });

  it('works beside the app, which runs a due time that passes meanwhile when it has ended', async () => {
    const { child, started, ended } = await run();
    await started();
    const [other, runs] = [await run(), jest.spyOn(app.get(CronRunner), 'run')];
    expect(await other.ended).toEqual([1, 'work did not run: it is in progress, or not due.\n']);
    clock.advance(1);
    const due = await eventually(() => runs.mock.results.at(-1)?.value as Promise<string> | undefined);
    expect(due).toBe('held');
    child.stdin?.write('go\n');
    expect(await ended).toEqual([0, 'started\nwork is done.\n']);

    const { dueTimes } = app.get(Work);
    expect(dueTimes).toEqual([]);
    clock.advance(10_000);
    await eventually(() => dueTimes[0]);
    expect(dueTimes).toEqual([lastMinute]);
  });
});
