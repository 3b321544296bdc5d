import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { SecretService } from '../secrets/index.js';
import { QueueSecretError } from './queue.errors.js';

/**
 * Accepts only requests with the queue's secret, exactly once as `?secret=` (docs/monday-platform.md#queue). If no
 * secret is configured, all requests are refused.
 */
@Injectable()
export class QueueSecretGuard implements CanActivate {
  constructor(private readonly secrets: SecretService) {}

  canActivate(context: ExecutionContext): boolean {
    const given: unknown = context.switchToHttp().getRequest<Request>().query['secret'];
    const secret = this.secrets.get('MNDY_TOPIC_MESSAGES_SECRET');
    if (typeof given !== 'string' || secret === undefined || !equalInConstantTime(given, secret)) {
      throw new QueueSecretError();
    }
    return true;
  }
}
