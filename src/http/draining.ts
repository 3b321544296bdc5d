import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastExpressAdapter } from './fast-express.adapter.js';

/** Whether the app is on its way out: no new connections, and readiness says so to those that are still open. */
@Injectable()
export class Draining implements OnModuleDestroy {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  get isDraining(): boolean {
    return this.adapter?.isDraining ?? false;
  }

  /** The first step of every stop, before any module begins to let go of what requests still need. */
  onModuleDestroy(): void {
    void this.adapter?.close();
  }

  private get adapter(): FastExpressAdapter | undefined {
    const adapter: unknown = this.adapterHost.httpAdapter;
    return adapter instanceof FastExpressAdapter ? adapter : undefined;
  }
}
