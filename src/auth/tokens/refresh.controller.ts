import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { Public } from '../../caller/index.js';
import { Documented } from '../../docs/index.js';
import { AuthThrottlerGuard } from '../throttling/auth-throttler.guard.js';
import { RefreshDto } from './refresh.dto.js';
import { TokenPairs, type TokenPair } from './token-pairs.js';

/** Exchanges a refresh token. */
@Public()
@UseGuards(AuthThrottlerGuard)
@Controller('auth')
export class RefreshController {
  constructor(private readonly pairs: TokenPairs) {}

  /** A new pair; the old refresh token is used up. */
  @Documented('Exchanges a refresh token for a new pair; a second use revokes the login', {
    200: {
      access_token: 'eyJ…',
      token_type: 'Bearer',
      expires_in: 900,
      refresh_token: 'k3Jd…',
    },
  })
  @Post('refresh')
  @HttpCode(200)
  refresh(@Body() { refresh_token }: RefreshDto): Promise<TokenPair> {
    return this.pairs.refresh(refresh_token);
  }
}
