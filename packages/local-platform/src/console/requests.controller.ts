import { Body, Controller, Get, NotFoundException, Param, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { pageSecurity } from '../pages/index.js';
import { DeliveryLog } from '../requests/index.js';
import { ExchangePage } from './exchange.page.js';
import { RequestsPage } from './requests.page.js';

type Fields = Readonly<Record<string, unknown>>;

/** The pages of requests, and the button that sends one again. */
@Controller('requests')
export class RequestsController {
  constructor(
    private readonly list: RequestsPage,
    private readonly one: ExchangePage,
    private readonly deliveries: DeliveryLog,
  ) {}

  @Get()
  showList(@Query() query: Fields, @Res() response: Response): void {
    const { text, failures, controls, sent_before, received_before } = query;
    const document = this.list.render({
      text: typeof text === 'string' ? text.slice(0, 200) : '',
      onlyFailures: failures === '1',
      withControls: controls === '1',
      sentBefore: numberOf(sent_before),
      receivedBefore: numberOf(received_before),
    });
    response.set(pageSecurity([], true)).type('html').send(document);
  }

  @Get(':direction/:number')
  showOne(
    @Param('direction') direction: string,
    @Param('number') number: string,
    @Res() response: Response,
  ): void {
    const isKnown = direction === 'sent' || direction === 'received';
    const document = isKnown ? this.one.render(direction, Number(number)) : undefined;
    if (document === undefined) throw new NotFoundException('This request is not kept.');
    response.set(pageSecurity([], true)).type('html').send(document);
  }

  /** The reply waits for the app's reply. */
  @Post('replay')
  async replay(@Body() form: Fields | undefined, @Res() response: Response): Promise<void> {
    await this.deliveries.replay(Number(form?.['number']));
    response.redirect(303, '/requests');
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
