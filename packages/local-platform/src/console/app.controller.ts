import { Controller, Get, Header, Res } from '@nestjs/common';
import { type Response } from 'express';
import { pageSecurity } from '../pages/index.js';
import { AppPage } from './app.page.js';

/** The console's page about the app. */
@Controller('app')
export class AppPageController {
  constructor(private readonly page: AppPage) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async show(@Res() response: Response): Promise<void> {
    response
      .set(pageSecurity([], true))
      .type('html')
      .send(await this.page.render());
  }
}
