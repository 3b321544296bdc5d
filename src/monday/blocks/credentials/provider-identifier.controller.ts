import { Body, Controller, Header, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { withDeadline } from 'monday-persistence/deadline';
import { Public } from '../../../caller/index.js';
import { Documented } from '../../../docs/index.js';
import { AnyQuery } from '../../../http/index.js';
import { asFields, invalid } from '../../input/index.js';
import { IDENTIFY } from './credentials.docs.js';
import { IdentificationTimedOutError } from './credentials.errors.js';
import { type ProviderAccount } from './credentials-declaration.js';
import { CredentialsRegistry } from './credentials.registry.js';
import { ProviderIdentifierGuard } from './provider-identifier.guard.js';
import { isToken } from './read-credentials.js';
import { UnsignedRequestThrottlerGuard } from './unsigned-request-throttler.guard.js';

const DEADLINE_MS = 20_000;

/**
 * The provider identifier endpoint: whose token is it? The answer says nothing that the holder of the token could not ask
 * the third party, and the route stores nothing, so a request that monday did not sign is answered too, but not often.
 */
@AnyQuery()
@Public()
@UseGuards(ProviderIdentifierGuard, UnsignedRequestThrottlerGuard)
@Controller('monday/credentials')
export class ProviderIdentifierController {
  constructor(private readonly registry: CredentialsRegistry) {}

  /** monday may send further fields, such as ids of the user. They are ignored, because nobody need have signed them. */
  @Documented(IDENTIFY)
  @Post(':name/identifier')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async identify(@Param('name') name: string, @Body() body: unknown): Promise<ProviderAccount> {
    const identify = this.registry.require(name);
    const token = asFields(body)?.['token'];
    if (!isToken(token)) throw invalid('token', 'token must be an access token of the third party');
    const abort = new AbortController();
    const account = Promise.resolve(identify({ accessToken: token, signal: abort.signal }));
    const { providerUniqueIdentifier, displayName } = await withDeadline(account, DEADLINE_MS, () => {
      abort.abort();
      throw new IdentificationTimedOutError();
    });
    return { providerUniqueIdentifier, displayName };
  }
}
