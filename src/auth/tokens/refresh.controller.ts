import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { Public } from '../../caller/index.js';
import { Documented } from '../../docs/index.js';
import { RefreshDto } from './refresh.dto.js';
import { TokenPairs, type TokenPair } from './token-pairs.js';
import { REFRESH } from './tokens.docs.js';

/** Exchanges a refresh token. */
@Public()
@UseGuards(ThrottlerGuard)
@Controller('auth')
export class RefreshController {
  constructor(private readonly pairs: TokenPairs) {}

  /** Issues a new pair. The old refresh token becomes invalid. */
  @Documented(REFRESH)
  @Post('refresh')
  @HttpCode(200)
  refresh(@Body() { refresh_token }: RefreshDto): Promise<TokenPair> {
    return this.pairs.refresh(refresh_token);
  }
}
