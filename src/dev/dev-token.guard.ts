import { Injectable, NotFoundException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { isLoopbackPeer } from 'monday-persistence/loopback';
import { AppConfig } from '../config/index.js';
import { SecretService } from '../secrets/index.js';

/**
 * Accepts only the console: requests from this machine with the token of this start. For others, the route does not
 * exist.
 */
@Injectable()
export class DevTokenGuard implements CanActivate {
  constructor(
    private readonly config: AppConfig,
    private readonly secrets: SecretService,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const { socket, headers, method, originalUrl } = context.switchToHttp().getRequest<Request>();
    const expected = this.secrets.get('DEV_TOKEN');
    const given = headers['x-dev-token'];
    const isFromHere = isLoopbackPeer(socket.remoteAddress) && headers['x-forwarded-for'] === undefined;
    const { profile, monday } = this.config;
    const isLocal = profile === 'local' || monday.isLocalPlatform;
    const isOpen = isLocal && expected !== undefined && isFromHere;
    if (!isOpen || typeof given !== 'string' || !equalInConstantTime(given, expected)) {
      // The same message as for an unknown route, so that the replies cannot be distinguished.
      throw new NotFoundException(`Cannot ${method} ${originalUrl}`);
    }
    return true;
  }
}
