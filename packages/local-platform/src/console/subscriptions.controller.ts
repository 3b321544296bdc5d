import { Body, Controller, Get, HttpException, Param, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { AccountSubscriptions, readChange, readChoice } from '../monetization/index.js';
import { pageSecurity } from '../pages/index.js';
import { SubscriptionsPage, type ChangeNotice } from './subscriptions.page.js';

const EVENT = /^app_[a-z_]{1,80}$/;

/** The page with the plans of accounts, and its buttons. */
@Controller('subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly page: SubscriptionsPage,
    private readonly subscriptions: AccountSubscriptions,
  ) {}

  /** Shows the plans; after a change, also the event that was sent and how the app took it. */
  @Get()
  show(@Query() query: Readonly<Record<string, unknown>>, @Res() response: Response): void {
    this.send(response, 200, sentNotice(query));
  }

  @Post(':accountId')
  async change(
    @Param('accountId') accountId: string,
    @Body() form: Readonly<Record<string, unknown>> | undefined,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const { change, planId, billingPeriod, maxUnits } = form ?? {};
      const choice = {
        planId: textIn(planId),
        billingPeriod: textIn(billingPeriod),
        maxUnits: textIn(maxUnits) === undefined ? undefined : Number(maxUnits),
      };
      const name = readChange(typeof change === 'string' ? change : '');
      const { event, reply } = await this.subscriptions.apply(accountId, name, readChoice(choice));
      const sent = new URLSearchParams({ account: accountId, event, status: String(reply.status) });
      response.redirect(303, `/subscriptions?${sent.toString()}`);
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      this.send(response, error.getStatus(), { accountId, text: error.message, isProblem: true });
    }
  }

  private send(response: Response, status: number, notice?: ChangeNotice): void {
    response.status(status).set(pageSecurity()).type('html').send(this.page.render(notice));
  }
}

/** Of a redirect; `undefined` for any other query. */
function sentNotice({ account, event, status }: Readonly<Record<string, unknown>>): ChangeNotice | undefined {
  if (typeof account !== 'string' || typeof event !== 'string' || !EVENT.test(event)) return undefined;
  const code = Number(status);
  const answer = code === 0 ? 'did not answer' : `answered ${code}`;
  const isProblem = code < 200 || code > 299;
  return { accountId: account, text: `Sent ${event}; the app ${answer}.`, isProblem };
}

/** A form sends every field, the empty ones too. */
const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
