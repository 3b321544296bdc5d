import { randomBytes } from 'node:crypto';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { type Variables } from '../../../src/config/index.js';
import { type AppEnvironment, type AppTarget, type AppUnderTest } from '../../../src/testing/app-target.js';
import { type TestPlatformOptions } from '../../../src/testing/test-platform.js';
import { TcpBalancer } from '../services/tcp-balancer.js';
import { ProxiedApp } from './proxied-app.js';

const RUNNER = resolve(__dirname, '../rehearsal/run-app.mjs');

interface Told {
  readonly url?: string;
  readonly output?: string;
  readonly failed?: string;
}

/** The built app of `REHEARSAL_FOLDER` as monday code runs it (`npm run rehearse`). */
export class MondayCodeTarget implements AppTarget {
  readonly name = 'monday-code';
  /** The queue is the one of its sidecar; the limits are for the rehearsal's own checks. */
  readonly platform: TestPlatformOptions = { sidecarPort: 0 };

  async create(environment: AppEnvironment): Promise<AppUnderTest> {
    const folder = process.env['REHEARSAL_FOLDER'];
    if (folder === undefined) throw new Error('REHEARSAL_FOLDER is not set: use npm run rehearse.');
    const app = new OnMondayCode(environment, await TcpBalancer.start(), folder);
    await environment.platform.http.put('/__sandbox/limits', { enabled: false });
    return app;
  }
}

class OnMondayCode extends ProxiedApp {
  private runner: ChildProcess | undefined;
  private readonly keys = { JWT_KEYS: makeKey(), ENCRYPTION_KEYS: makeKey() };

  constructor(
    environment: AppEnvironment,
    proxy: TcpBalancer,
    private readonly folder: string,
  ) {
    super(environment, proxy);
  }

  override variables(): Variables {
    return { ...super.variables(), ...this.keys };
  }

  protected async startProcesses(onOutput: (text: string) => void): Promise<string[]> {
    const { platform, dataDir } = this.environment;
    const runner = fork(RUNNER, [this.folder], { stdio: 'inherit' });
    this.runner = runner;
    const url = new Promise<string>((found, failed) => {
      runner.on('message', (told: Told) => {
        if (told.output !== undefined) onOutput(told.output);
        if (told.url !== undefined) found(told.url);
        else if (told.failed !== undefined) failed(new Error(told.failed));
      });
    });
    runner.send({
      port: 0,
      url: this.url,
      smtpPort: platform.smtpPort,
      variables: platform.variables,
      mount: join(dataDir, 'mount'),
      given: this.given(),
      keys: this.keys,
    });
    return [await url];
  }

  protected async stopProcesses(): Promise<void> {
    if (this.runner === undefined || !this.runner.connected) return;
    const exited = once(this.runner, 'exit');
    this.runner.send('stop');
    await exited;
  }

  protected override given(): Record<string, string> {
    return { THROTTLE_AUTH_PER_MINUTE: '100000', ...super.given() };
  }
}

function makeKey(): string {
  return `rehearsal-1:${randomBytes(32).toString('base64url')}`;
}
