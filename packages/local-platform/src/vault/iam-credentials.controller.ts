import { Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { readBearerToken } from 'monday-persistence/authorization';
import { isObject, tryParseJson } from 'monday-persistence/json';
import { GoogleIdentity, SERVICE_ACCOUNT } from './google-identity.js';

interface GoogleError {
  readonly error: { readonly code: number; readonly status: string; readonly message: string };
}

/** iamcredentials.googleapis.com: signs the claims of an app. */
@Controller('v1/projects/-/serviceAccounts')
export class IamCredentialsController {
  constructor(private readonly google: GoogleIdentity) {}

  @Post(':account')
  @HttpCode(200)
  signJwt(
    @Res({ passthrough: true }) response: Response,
    @Headers('authorization') authorization?: string,
    @Body() body?: { payload?: unknown },
  ): { keyId: string; signedJwt: string } | GoogleError {
    const path = response.req.originalUrl;
    if (decodeURIComponent(path) !== `/v1/projects/-/serviceAccounts/${SERVICE_ACCOUNT}:signJwt`) {
      return refuse(response, 404, 'NOT_FOUND');
    }
    if (!this.google.read('access', readBearerToken(authorization))) {
      return refuse(response, 401, 'UNAUTHENTICATED');
    }
    const claims = tryParseJson(String(body?.payload));
    return isObject(claims)
      ? { keyId: 'local', signedJwt: this.google.sign(claims) }
      : refuse(response, 400, 'INVALID_ARGUMENT');
  }
}

function refuse(response: Response, code: number, status: string): GoogleError {
  response.status(code);
  return { error: { code, status, message: status.toLowerCase().replace('_', ' ') } };
}
