import { Catch, HttpException, NotFoundException, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { SidecarError } from './sidecar.errors.js';
import { SIDECAR_PREFIX } from './sidecar-prefix.js';

/**
 * Gives what is refused before a route of the sidecar is reached, such as an unknown path or a body that is no JSON, the
 * sidecar's own form. It sees all of the platform, and leaves the rest as it is.
 */
@Catch(HttpException)
export class SidecarRefusalFilter extends BaseExceptionFilter<HttpException> {
  override catch(error: HttpException, host: ArgumentsHost): void {
    const { url } = host.switchToHttp().getRequest<Request>();
    if (error instanceof SidecarError || !url.startsWith(`${SIDECAR_PREFIX}/`))
      return super.catch(error, host);
    const reason = error instanceof NotFoundException ? 'Not found' : error.message;
    host.switchToHttp().getResponse<Response>().status(error.getStatus()).json({ reason });
  }
}
