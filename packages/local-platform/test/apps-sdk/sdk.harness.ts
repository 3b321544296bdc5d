import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestPlatform } from '../../../../src/testing/index.js';
import { clientVariables } from '../../src/cli/client-variables.js';
import { mountSecrets, redirectSigner } from '../../src/vault/index.js';

export type Sdk = typeof import('@mondaycom/apps-sdk');

/** A request of the queue to the app. */
export interface Delivery {
  readonly path: string;
  readonly secret: string;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/**
 * The real SDK in this process with the variables and the preload of `exec`, a platform, and an app that records what the
 * queue sends. One in a test file: the SDK decides on `K_SERVICE` when it is loaded.
 */
export class SdkHarness {
  readonly deliveries: Delivery[] = [];
  /** Answers of the app to the next deliveries; then it answers 200. */
  readonly statuses: number[] = [];

  private constructor(
    readonly platform: TestPlatform,
    readonly sdk: Sdk,
    private readonly app: Server,
    private readonly undo: () => Promise<void>,
  ) {
    app.on('request', (request, response) => {
      void this.record(request).then(() => {
        response.writeHead(this.statuses.shift() ?? 200).end();
        app.emit('delivered');
      });
    });
  }

  static async start(kService?: string): Promise<SdkHarness> {
    const before = { ...process.env };
    const root = await mkdtemp(join(tmpdir(), 'apps-sdk-'));
    const app = createServer().listen(0, '127.0.0.1');
    await once(app, 'listening');
    const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    const platform = await TestPlatform.start({
      appUrl,
      queueRetryMs: 1,
      variables: { SANDBOX_LIMITS: 'off' },
    });
    const { NODE_ENV: _, ...variables } = await clientVariables(platform.variables, { DATA_DIR: root });
    // The SDK's own secure storage is a file in this folder.
    Object.assign(process.env, variables, { APP_ROOT_PATH: root });
    if (kService !== undefined) process.env.K_SERVICE = kService;
    const ends = [redirectSigner(platform.url), mountSecrets(variables['SECRET_NAME'] ?? '', process.env)];
    const undo = async (): Promise<void> => {
      for (const end of ends) end();
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      await rm(root, { recursive: true, force: true });
    };
    return new SdkHarness(platform, await import('@mondaycom/apps-sdk'), app, undo);
  }

  /** Resolves when the app has received this many deliveries. */
  async delivered(count: number): Promise<void> {
    while (this.deliveries.length < count) await once(this.app, 'delivered');
  }

  forget(): void {
    this.deliveries.length = 0;
    this.statuses.length = 0;
  }

  async close(): Promise<void> {
    await this.undo();
    await this.platform.close();
    this.app.closeAllConnections();
    this.app.close();
  }

  private async record(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const url = new URL(request.url ?? '', 'http://app');
    this.deliveries.push({
      path: url.pathname,
      secret: url.searchParams.get('secret') ?? '',
      contentType: request.headers['content-type'],
      body: Buffer.concat(chunks),
    });
  }
}
