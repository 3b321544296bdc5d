import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig, ConfigurationError } from '../config/index.js';
import { AppLogger } from '../logging/index.js';
import { EXPOSITION_TYPE, Metrics } from '../telemetry/index.js';
import { MetricsToken } from './metrics-token.js';

const LOOPBACK = '127.0.0.1';
const REQUEST_LIMIT_MS = 5_000;
const MAX_CONNECTIONS = 32;

/**
 * Serves the metrics on a separate port, which a firewall should protect; on a laptop, only on loopback. It answers
 * until the app has stopped, so that the last scrape covers the shutdown.
 */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: Server | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly metrics: Metrics,
    private readonly token: MetricsToken,
    private readonly logger: AppLogger,
  ) {}

  /** The port; `undefined` if it does not listen. */
  get port(): number | undefined {
    return (this.server?.address() as AddressInfo | null | undefined)?.port;
  }

  /** @throws ConfigurationError if the port is in use */
  async onApplicationBootstrap(): Promise<void> {
    const { http, metrics, profile } = this.config;
    if (metrics.port === undefined) return;
    const limits = { requestTimeout: REQUEST_LIMIT_MS, headersTimeout: REQUEST_LIMIT_MS };
    const server = createServer(limits, (request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
    server.maxConnections = MAX_CONNECTIONS;
    this.server = server.listen(metrics.port, profile === 'local' ? LOOPBACK : http.host);
    await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      const problem = 'the port is in use. Stop the process that uses it, or use another port.';
      throw new ConfigurationError([{ name: 'METRICS_PORT', problem }]);
    });
    this.logger.log(`metrics on port ${this.port}`, 'Metrics');
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    response.setHeader('X-Content-Type-Options', 'nosniff').setHeader('Cache-Control', 'no-store');
    const status = this.statusOf(request);
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="metrics"');
    if (status !== 200) return void response.writeHead(status).end();
    response.writeHead(200, { 'Content-Type': EXPOSITION_TYPE }).end(await this.metrics.text());
  }

  private statusOf({ method, url = '', headers }: IncomingMessage): 200 | 401 | 404 | 405 {
    if (url.split('?', 1)[0] !== '/metrics') return 404;
    if (method !== 'GET' && method !== 'HEAD') return 405;
    return this.config.metrics.access !== 'token' || this.token.isIn(headers) ? 200 : 401;
  }
}
