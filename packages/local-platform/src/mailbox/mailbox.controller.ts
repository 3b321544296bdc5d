import { Controller, Delete, Get, HttpCode, NotFoundException, Param, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { pageSecurity } from '../pages/index.js';
import { type KeptMail, type MailSummary } from './kept-mail.js';
import { mailPage, mailboxPage } from './mailbox.page.js';
import { MailboxService } from './mailbox.service.js';

const WAIT_MS = 10_000;

/**
 * The HTML of a mail may show text and styles, but no scripts, requests or forms, and only in a frame of the platform.
 */
const FRAME_POLICY = [
  'sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** A mail that offers dark colours is shown on white, and would be unreadable with them. */
const ON_PAPER = '<style>:root { color-scheme: only light !important }</style>';

/** The mailbox, as pages for people and as JSON for scripts. */
@Controller()
export class MailboxController {
  constructor(private readonly mailbox: MailboxService) {}

  @Get('mailbox')
  async showList(@Res() response: Response): Promise<void> {
    this.send(response, mailboxPage(await this.mailbox.list()));
  }

  @Get('mailbox/:id')
  async showMail(@Param('id') id: string, @Res() response: Response): Promise<void> {
    this.send(response, mailPage(await this.require(id)), " frame-src 'self'");
  }

  @Get('mailbox/:id/html')
  async showHtml(@Param('id') id: string, @Res() response: Response): Promise<void> {
    const mail = await this.require(id);
    response
      .set({ ...pageSecurity(), 'Content-Security-Policy': FRAME_POLICY, 'X-Frame-Options': 'SAMEORIGIN' })
      .type('html')
      .send((mail.html ?? '') + ON_PAPER);
  }

  /** @param recipient waits up to ten seconds for a mail to this address, and lists only what went there */
  @Get('__sandbox/mails')
  async list(@Query('recipient') recipient?: unknown): Promise<MailSummary[]> {
    if (typeof recipient !== 'string') return this.mailbox.list();
    await this.mailbox.waitFor(recipient, AbortSignal.timeout(WAIT_MS)).catch(() => undefined);
    return (await this.mailbox.list()).filter(({ recipients }) => recipients.includes(recipient));
  }

  @Get('__sandbox/mails/:id')
  find(@Param('id') id: string): Promise<KeptMail> {
    return this.require(id);
  }

  @Delete('__sandbox/mails')
  @HttpCode(204)
  clear(): Promise<void> {
    return this.mailbox.clear();
  }

  private async require(id: string): Promise<KeptMail> {
    const mail = await this.mailbox.get(id);
    if (!mail) throw new NotFoundException();
    return mail;
  }

  private send(response: Response, document: string, morePolicy?: string): void {
    const security = pageSecurity([], true);
    const policy = security['Content-Security-Policy'] ?? '';
    response
      .set({
        ...security,
        'Content-Security-Policy': morePolicy === undefined ? policy : `${policy};${morePolicy}`,
      })
      .type('html')
      .send(document);
  }
}
