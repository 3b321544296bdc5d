import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastExpressAdapter } from './fast-express.adapter.js';

/** Whether the app is shutting down: new connections are refused, and readiness reports it on open connections. */
@Injectable()
export class Draining implements OnModuleDestroy {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  get isDraining(): boolean {
    return this.adapter?.isDraining ?? false;
  }

  /** The first step of the shutdown, before any module releases resources that requests need. */
  onModuleDestroy(): void {
    void this.adapter?.close();
  }

  private get adapter(): FastExpressAdapter | undefined {
    const adapter: unknown = this.adapterHost.httpAdapter;
    return adapter instanceof FastExpressAdapter ? adapter : undefined;
  }
}
