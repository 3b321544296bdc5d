import { Injectable, NotFoundException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { AppConfig } from '../config/index.js';
import { MetricsTokenError } from './metrics.errors.js';
import { MetricsToken } from './metrics-token.js';
import { isFromOwnMachine } from './own-machine.js';

/** As Nest says it of a route that it does not know. */
const NOT_HERE = 'Cannot GET /metrics';

/** Who may see the metrics on the app's own port, which is open to the internet. */
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
