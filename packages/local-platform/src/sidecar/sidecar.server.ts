import { createServer, type Server } from 'node:http';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type Express } from 'express';
import { listenOnLoopback } from '../listen-on-loopback.js';
import { SandboxSettings } from '../state/index.js';
import { expressMessages } from './express-messages.js';
import { SIDECAR_PREFIX } from './sidecar-prefix.js';

/**
 * The sidecar's own port: forwards every request to the platform's routes under {@link SIDECAR_PREFIX}. If the port is
 * in use, usually by another sidecar, the platform runs without it.
 */
@Injectable()
export class SidecarServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: Server | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly settings: SandboxSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const port = this.settings.sidecarPort;
    if (port === undefined) return;
    const routes = this.host.httpAdapter.getInstance<Express>();
    const server = createServer(expressMessages(routes), (request, response) => {
      request.url = SIDECAR_PREFIX + (request.url ?? '/');
      routes(request, response);
    });
    try {
      this.settings.sidecarPort = await listenOnLoopback(server, port);
      this.server = server;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      this.settings.sidecarPort = undefined;
      new Logger('Sidecar').warn(
        `Port ${port} is in use; the sidecar for SDKs of other languages is off. Choose another port with SIDECAR_PORT.`,
      );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.server;
    if (!server) return;
    server.closeIdleConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
