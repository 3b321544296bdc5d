import { type Variables } from '../../src/config/index.js';
import { chosenObserver } from '../../src/testing/app-observer.js';
import { type AppSurroundings, type AppUnderTest } from '../../src/testing/app-target.js';
import { testVariables } from '../../src/testing/test-variables.js';
import { type RoundRobinProxy } from '../services/round-robin-proxy.js';

/** An app in processes of its own, behind a proxy of the test which keeps its address while they come and go. */
export abstract class ProxiedApp implements AppUnderTest {
  constructor(
    protected readonly surroundings: AppSurroundings,
    protected readonly proxy: RoundRobinProxy,
  ) {}

  get url(): string {
    return this.proxy.url;
  }

  variables(): Variables {
    const { dataDir, platform } = this.surroundings;
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

  /** What the test asked for, and what follows from the proxy: it is one more on the way. */
  protected given(): Record<string, string> {
    const { given } = this.surroundings;
    const hops = Number(given.TRUST_PROXY ?? 0) + 1;
    return {
      PUBLIC_URL: this.url,
      ...(chosenObserver() && { LOG_LEVEL: 'trace' }),
      ...(given as Record<string, string>),
      TRUST_PROXY: String(hops),
    };
  }

  /**
   * @param onOutput takes what they write
   * @returns where they answer
   */
  protected abstract startProcesses(onOutput: (text: string) => void): Promise<string[]>;
  protected abstract stopProcesses(): Promise<void>;
}
