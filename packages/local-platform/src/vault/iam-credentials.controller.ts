import { Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { readBearerToken } from 'monday-persistence/authorization';
import { isObject, tryParseJson } from 'monday-persistence/json';
import { GoogleIdentity, SERVICE_ACCOUNT } from './google-identity.js';
import { GoogleSigningKey } from './google-signing-key.js';

interface GoogleError {
  readonly error: { readonly code: number; readonly status: string; readonly message: string };
}

const ACCOUNT = `/v1/projects/-/serviceAccounts/${SERVICE_ACCOUNT}`;
/** A URL of an object, as it is signed, is shorter. */
const MAX_BLOB_BYTES = 8 * 1_024;

/** iamcredentials.googleapis.com: signs the claims of an app, and its URLs of objects. */
@Controller('v1/projects/-/serviceAccounts')
export class IamCredentialsController {
  constructor(
    private readonly google: GoogleIdentity,
    private readonly key: GoogleSigningKey,
  ) {}

  @Post(':account')
  @HttpCode(200)
  async sign(
    @Res({ passthrough: true }) response: Response,
    @Headers('authorization') authorization?: string,
    @Body() body?: { payload?: unknown },
  ): Promise<object> {
    const path = decodeURIComponent(response.req.originalUrl);
    const [account, method = ''] = path.split(/:(?=[^:]*$)/);
    if (account !== ACCOUNT || !['signJwt', 'signBlob'].includes(method)) {
      return refuse(response, 404, 'NOT_FOUND');
    }
    if (!this.google.read('access', readBearerToken(authorization))) {
      return refuse(response, 401, 'UNAUTHENTICATED');
    }
    const payload = typeof body?.payload === 'string' ? body.payload : '';
    const signed = method === 'signJwt' ? this.signJwt(payload) : await this.signBlob(payload);
    return signed ?? refuse(response, 400, 'INVALID_ARGUMENT');
  }

  private signJwt(payload: string): object | undefined {
    const claims = tryParseJson(payload);
    return isObject(claims) ? { keyId: 'local', signedJwt: this.google.sign(claims) } : undefined;
  }

  private async signBlob(payload: string): Promise<object | undefined> {
    const bytes = Buffer.from(payload, 'base64');
    if (bytes.length === 0 || bytes.length > MAX_BLOB_BYTES) return undefined;
    return { keyId: 'local', signedBlob: (await this.key.sign(bytes)).toString('base64') };
  }
}

function refuse(response: Response, code: number, status: string): GoogleError {
  response.status(code);
  return { error: { code, status, message: status.toLowerCase().replace('_', ' ') } };
}
