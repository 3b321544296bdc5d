import { Controller, Get, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { type Request } from 'express';
import { readBearerToken } from 'monday-persistence/authorization';
import { readBounded } from 'monday-persistence/http-client';
import { Clock } from 'monday-persistence/clock';
import { fieldsOf, tryParseJson } from 'monday-persistence/json';
import { SandboxSettings } from '../state/index.js';
import { GoogleIdentity, PROJECT_ID } from './google-identity.js';
import { VaultRefusal } from './vault.errors.js';

const TOKEN_SECONDS = 3_600;
/** Maximum lifetime of a signed claim of the role (docs/monday-platform.md#secure-storage). */
const MAX_CLAIM_SECONDS = 900;
const MAX_BODY_BYTES = 16 * 1024;

/** Issues a token of the vault for a claim signed by Google (docs/monday-platform.md#secure-storage). */
@Controller('v1/auth')
export class VaultAuthController {
  constructor(
    private readonly google: GoogleIdentity,
    private readonly settings: SandboxSettings,
    private readonly clock: Clock,
  ) {}

  @Post('gcp/login')
  @HttpCode(200)
  async login(@Req() request: Request, @Headers('authorization') authorization?: string): Promise<object> {
    const identity = this.google.read('identity', readBearerToken(authorization));
    if (identity?.['aud'] !== this.settings.url) throw new VaultRefusal(403, 'permission denied');
    const { role, jwt } = await readJson(request);
    const claim = this.google.read('signed', typeof jwt === 'string' ? jwt : undefined);
    if (role !== PROJECT_ID || claim?.['aud'] !== `vault/${PROJECT_ID}` || !this.isShort(claim)) {
      throw new VaultRefusal(400, 'the signed claim does not fit the role');
    }
    const token = this.google.issue('vault', { sub: PROJECT_ID }, TOKEN_SECONDS);
    return {
      request_id: '',
      auth: { client_token: token, lease_duration: TOKEN_SECONDS, renewable: true, policies: ['default'] },
    };
  }

  @Get('token/lookup-self')
  lookup(@Headers('x-vault-token') token?: string): object {
    const claims = this.google.read('vault', token);
    if (!claims) throw new VaultRefusal(403, 'permission denied');
    const expires = Number(claims['exp']);
    return {
      request_id: '',
      data: {
        expire_time: new Date(expires * 1_000).toISOString(),
        ttl: expires - Math.floor(this.clock.now() / 1_000),
      },
    };
  }

  private isShort(claim: Record<string, unknown>): boolean {
    return Number(claim['exp']) - this.clock.now() / 1_000 <= MAX_CLAIM_SECONDS;
  }
}

/** The SDK sends JSON without a content type, which the platform's body parser ignores. */
async function readJson(request: Request): Promise<Record<string, unknown>> {
  const parsed: unknown = request.body ?? tryParseJson(await readText(request));
  if (parsed === undefined) throw new VaultRefusal(400, 'failed to parse JSON input');
  return fieldsOf(parsed);
}

async function readText(request: Request): Promise<string> {
  const body = await readBounded(request as AsyncIterable<Buffer>, MAX_BODY_BYTES);
  if (!body) throw new VaultRefusal(413, 'request body too large');
  return body.toString('utf8');
}
