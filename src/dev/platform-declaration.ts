import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { Clock } from '../clock/index.js';
import { AppConfig, VARIABLES, type Variables } from '../config/index.js';
import { AppFeatures } from '../feature/index.js';
import { appDeclarationOf } from './app-declaration.js';

const LIMIT_MS = 60_000;
const PAUSE_MS = 100;
const REQUEST_TIMEOUT_MS = 2_000;

/**
 * Sends the scopes and the names of the own variables of the app to the local platform, so that its tokens have these
 * scopes and its sidecar serves these variables. Repeats for a minute, because both may start at the same time.
 */
@Injectable()
export class PlatformDeclaration implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('LocalPlatform');
  private readonly stopping = new AbortController();
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: AppConfig,
    private readonly features: AppFeatures,
    private readonly clock: Clock,
    @Inject(VARIABLES) private readonly variables: Variables,
  ) {}

  onApplicationBootstrap(): void {
    const { monday } = this.config;
    if (!monday.isLocalPlatform) return;
    const url = new URL('/__sandbox/declaration', monday.authorizeUrl);
    this.sending = this.send(url).catch(() => {
      if (this.stopping.signal.aborted) return;
      this.logger.warn('The local platform did not take the scopes of the app: its tokens have all scopes.');
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.sending;
  }

  /** @throws Error if the platform refuses it, does not answer in time, or the app stops */
  private async send(url: URL): Promise<void> {
    const deadline = this.clock.monotonic() + LIMIT_MS;
    for (;;) {
      const status = await this.sendOnce(url);
      if (status === 204) return;
      if (status !== undefined || this.clock.monotonic() > deadline) throw new Error('not accepted');
      await this.clock.sleep(PAUSE_MS, this.stopping.signal);
    }
  }

  /** The status of the reply; `undefined` if there was none. */
  private async sendOnce(url: URL): Promise<number | undefined> {
    try {
      const { status } = await sendHttpRequest({
        method: 'PUT',
        url,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(appDeclarationOf(this.features, this.variables)),
        timeoutMs: REQUEST_TIMEOUT_MS,
        signal: this.stopping.signal,
      });
      return status;
    } catch {
      return undefined;
    }
  }
}
