import { Controller, ForbiddenException, Get, Header, Headers, Query } from '@nestjs/common';
import { GoogleIdentity, PROJECT_ID, SERVICE_ACCOUNT } from './google-identity.js';

const FLAVOR = 'Metadata-Flavor';
const LIFETIME_SECONDS = 3_600;

/** The part of Google's metadata server that monday's SDK uses, if `GCE_METADATA_HOST` is the platform. */
@Controller('computeMetadata/v1')
export class MetadataController {
  constructor(private readonly google: GoogleIdentity) {}

  /** Route with which the SDK detects the metadata server. */
  @Get('instance')
  @Header(FLAVOR, 'Google')
  instance(@Headers(FLAVOR) flavor?: string): string {
    return this.answer(flavor, 'id\nservice-accounts/\n');
  }

  @Get('project/project-id')
  @Header(FLAVOR, 'Google')
  projectId(@Headers(FLAVOR) flavor?: string): string {
    return this.answer(flavor, PROJECT_ID);
  }

  @Get('universe/universe-domain')
  @Header(FLAVOR, 'Google')
  universe(@Headers(FLAVOR) flavor?: string): string {
    return this.answer(flavor, 'googleapis.com');
  }

  @Get('instance/service-accounts/default/email')
  @Header(FLAVOR, 'Google')
  email(@Headers(FLAVOR) flavor?: string): string {
    return this.answer(flavor, SERVICE_ACCOUNT);
  }

  @Get('instance/service-accounts/default/token')
  @Header(FLAVOR, 'Google')
  token(@Headers(FLAVOR) flavor?: string): object {
    const accessToken = this.google.issue('access', { sub: SERVICE_ACCOUNT }, LIFETIME_SECONDS);
    return this.answer(flavor, {
      access_token: accessToken,
      expires_in: LIFETIME_SECONDS,
      token_type: 'Bearer',
    });
  }

  /** @param audience the vault's address */
  @Get('instance/service-accounts/default/identity')
  @Header(FLAVOR, 'Google')
  identity(@Query('audience') audience?: string, @Headers(FLAVOR) flavor?: string): string {
    const claims = { sub: SERVICE_ACCOUNT, email: SERVICE_ACCOUNT, aud: audience ?? '' };
    return this.answer(flavor, this.google.issue('identity', claims, LIFETIME_SECONDS));
  }

  /** Requests without the header are refused. */
  private answer<T>(flavor: string | undefined, content: T): T {
    if (flavor !== 'Google') throw new ForbiddenException(`${FLAVOR} is missing.`);
    return content;
  }
}
