import { type Variables } from '../../../src/config/index.js';
import { chosenObserver } from '../../../src/testing/app-observer.js';
import { type AppEnvironment, type AppUnderTest } from '../../../src/testing/app-target.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { type TcpBalancer } from '../services/tcp-balancer.js';

/** An app in processes of its own, behind a proxy of the test which keeps its address while they come and go. */
export abstract class ProxiedApp implements AppUnderTest {
  constructor(
    protected readonly environment: AppEnvironment,
    protected readonly proxy: TcpBalancer,
  ) {}

  get url(): string {
    return this.proxy.url;
  }

  variables(): Variables {
    const { dataDir, platform } = this.environment;
    return testVariables(dataDir, platform.variables, this.given());
  }

  async start(): Promise<void> {
    // One log for all of them, as an operator reads it.
    const log = chosenObserver()?.started(this.variables());
    this.proxy.targets.push(...(await this.startProcesses((text) => log?.write(text))));
  }

  async stop(): Promise<void> {
    this.proxy.targets.length = 0;
    await this.stopProcesses();
  }

  async remove(): Promise<void> {
    await this.proxy.close();
  }

  /** What the test asked for, and what follows from the proxy. */
  protected given(): Record<string, string> {
    return {
      PUBLIC_URL: this.url,
      ...(chosenObserver() && { LOG_LEVEL: 'trace' }),
      ...(this.environment.given as Record<string, string>),
    };
  }

  /**
   * @param onOutput takes what they write
   * @returns where they answer
   */
  protected abstract startProcesses(onOutput: (text: string) => void): Promise<string[]>;
  protected abstract stopProcesses(): Promise<void>;
}
