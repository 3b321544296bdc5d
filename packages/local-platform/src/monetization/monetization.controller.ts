import { BadRequestException, Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { fieldsOf } from 'monday-persistence/json';
import { PlatformDatabase } from '../database/index.js';
import { listSubscriptions, subscriptionClaim } from '../state/index.js';
import { AccountSubscriptions, type AppliedChange } from './account-subscriptions.js';
import { readChange, readChoice } from './subscription-input.js';

/** An absolute path of the app; a second slash could address another host. */
const PATH = /^\/(?!\/)[A-Za-z0-9\-._~%/:@]{0,500}$/;

/** Routes that change the accounts' subscriptions to the app. */
@Controller('__sandbox/subscriptions')
export class MonetizationController {
  constructor(
    private readonly subscriptions: AccountSubscriptions,
    private readonly database: PlatformDatabase,
    private readonly clock: Clock,
  ) {}

  /** The subscriptions of all accounts, mocks included. */
  @Get()
  list(): object[] {
    const now = this.clock.now();
    return listSubscriptions(this.database, now).map((row) => ({
      account_id: row.account_id,
      ...subscriptionClaim(row, now),
      max_units: row.max_units,
    }));
  }

  /** `{planId?, billingPeriod?, maxUnits?, path?}`; the reply has the event that was sent, and the app's reply to it. */
  @Post(':accountId/:change')
  @HttpCode(200)
  apply(
    @Param('accountId') accountId: string,
    @Param('change') change: string,
    @Body() body: unknown,
  ): Promise<AppliedChange> {
    const { path } = fieldsOf(body);
    if (path !== undefined && !(typeof path === 'string' && PATH.test(path))) {
      throw new BadRequestException('path must be a path of the app, such as /monday/lifecycle.');
    }
    return this.subscriptions.apply(accountId, readChange(change), readChoice(body), path);
  }
}
