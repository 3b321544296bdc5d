import { BadRequestException, Controller, Get, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { pageSecurity } from '../pages/index.js';
import { hostNameFor } from './view-address.js';
import { ViewHostPage } from './view-host.page.js';
import { ViewReader } from './view-reader.js';
import { type View } from './view.js';

type Query = Readonly<Record<string, unknown>>;

/** The page that shows a view as monday does, and everything that the view says. */
@Controller('views')
export class ViewHostController {
  constructor(
    private readonly page: ViewHostPage,
    private readonly reader: ViewReader,
  ) {}

  /** Without an address, a form; with one, the view in a frame, on another site than this page. */
  @Get()
  async show(@Query() query: Query, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (query['url'] === undefined) return this.send(response, 200, await this.page.form(query));
    try {
      const view = this.reader.read(query);
      const elsewhere = pageOnOtherSite(request, view);
      if (elsewhere !== undefined) return response.redirect(302, elsewhere);
      this.send(response, 200, await this.page.host(view), view.address.origin);
    } catch (error) {
      if (!(error instanceof BadRequestException)) throw error;
      this.send(response, 400, await this.page.form(query, error.message));
    }
  }

  private send(response: Response, status: number, document: string, framed?: string): void {
    // A form's answer may redirect to the other name of this machine.
    const here = ['http://localhost:*', 'http://127.0.0.1:*'];
    response
      .status(status)
      .set(pageSecurity(here, true, framed))
      .type('html')
      .send(document);
  }
}

/** The address of this page at the loopback name that is not the view's; `undefined` if it already has that. */
function pageOnOtherSite(request: Request, view: View): string | undefined {
  const host = new URL(`http://${request.headers.host}`);
  const name = hostNameFor(view.address);
  if (host.hostname === name) return undefined;
  host.hostname = name;
  return `${host.origin}${request.originalUrl}`;
}
