import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { html, page, pageSecurity } from '../pages/index.js';
import { SandboxState } from '../state/index.js';

@Controller()
export class ConsoleController {
  constructor(private readonly state: SandboxState) {}

  @Get()
  home(@Res() response: Response): void {
    const body = html`<h1>Accounts</h1>`;
    response
      .set(pageSecurity())
      .type('html')
      .send(page({ title: 'Accounts', body, section: '/' }));
  }
}
