import { Injectable, NotFoundException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { AppConfig } from '../config/index.js';
import { MetricsTokenError } from './metrics.errors.js';
import { MetricsToken } from './metrics-token.js';
import { isFromOwnMachine } from './own-machine.js';

/** The same message as for an unknown route. */
const NOT_HERE = 'Cannot GET /metrics';

/** Restricts access to metrics on the app's port, which is public. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(
    private readonly config: AppConfig,
    private readonly token: MetricsToken,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    switch (this.config.metrics.access) {
      case 'nobody':
        throw new NotFoundException(NOT_HERE);
      case 'loopback':
        if (!isFromOwnMachine(request)) throw new NotFoundException(NOT_HERE);
        return true;
      case 'token':
        if (this.token.isIn(request.headers)) return true;
        http.getResponse<Response>().setHeader('WWW-Authenticate', 'Bearer realm="metrics"');
        throw new MetricsTokenError();
    }
  }
}
