import { HttpException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { APP_ID, APP_VERSION_ID, SandboxState } from '../state/index.js';
import { MappsError, MappsNotFoundError } from './mapps.errors.js';

/** 406 without a body is how `mapps` knows an invalid token. Source: `dist/services/api-service.js` of version 4.10.5. */
const INVALID_TOKEN = 406;

/**
 * Admits the access token of an admin or member in `Authorization`, as `mapps` sends it, without `Bearer`; and only for
 * the one app that the platform has.
 */
@Injectable()
export class MappsGuard implements CanActivate {
  constructor(private readonly state: SandboxState) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers, params } = context.switchToHttp().getRequest<Request>();
    const user = await this.state.userOfToken(headers.authorization ?? '');
    if (!user) throw new HttpException('', INVALID_TOKEN);
    if (user.role !== 'admin' && user.role !== 'member') {
      throw new MappsError(403, 'Only admins and members can manage apps.');
    }
    const { appId = String(APP_ID), versionId = String(APP_VERSION_ID) } = params;
    if (appId !== String(APP_ID)) throw new MappsNotFoundError(`The local platform has one app: ${APP_ID}.`);
    if (versionId !== String(APP_VERSION_ID)) {
      throw new MappsNotFoundError(`The local platform has one version of the app: ${APP_VERSION_ID}.`);
    }
    return true;
  }
}
