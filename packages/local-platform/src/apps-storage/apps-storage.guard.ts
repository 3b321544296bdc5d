import {
  HttpException,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { type Request, type Response } from 'express';
import { StorageAuthorizer } from '../account-storage/index.js';

const accounts = new WeakMap<Request, string>();

/** The account that the guard found for the request. */
export function accountOf(request: Request): string {
  return accounts.get(request) ?? '';
}

/** Admits the raw access token in `Authorization` (docs/monday-platform.md#storage-api). */
@Injectable()
export class AppsStorageGuard implements CanActivate {
  constructor(private readonly authorizer: StorageAuthorizer) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const access = await this.authorizer.admit(request.headers.authorization);
    switch (access.outcome) {
      case 'unknown-token':
        throw new UnauthorizedException({ error: 'Unauthorized' });
      case 'rate-limited':
        context.switchToHttp().getResponse<Response>().set('Retry-After', '1');
        throw new HttpException({ error: 'Too many requests' }, 429);
      case 'granted':
        accounts.set(request, access.accountId);
        return true;
    }
  }
}
