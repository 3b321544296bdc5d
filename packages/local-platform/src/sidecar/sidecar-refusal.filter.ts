import { Catch, HttpException, NotFoundException, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { SidecarError } from './sidecar.errors.js';
import { SIDECAR_PREFIX } from './sidecar-prefix.js';

/**
 * Converts early refusals, such as an unknown path or an invalid body, into the sidecar's format. It handles only
 * requests of the sidecar.
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
