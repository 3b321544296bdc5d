import type { AddressInfo } from 'node:net';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { SandboxSettings } from '../state/index.js';
import type { KeptMail } from './kept-mail.js';
import { MailboxService } from './mailbox.service.js';

const LOOPBACK = '127.0.0.1';
const MAX_MAIL_BYTES = 10 * 1024 * 1024;
const MAX_CLIENTS = 20;
const MAX_RECIPIENTS = 100;
/** Long enough for any person to read on a page. */
const MAX_BODY_CHARACTERS = 1024 * 1024;

/** Takes every mail that is sent to it, on loopback, and delivers none of them anywhere. */
@Injectable()
export class MailboxSmtpServer implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(MailboxSmtpServer.name);
  private server: SMTPServer | undefined;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly mailbox: MailboxService,
  ) {}

  async onModuleInit(): Promise<void> {
    const server = this.create();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.settings.smtpPort, LOOPBACK, () => {
        server.off('error', reject);
        resolve();
      });
    });
    // A client that breaks off is an error to this library; it must not end the process.
    server.on('error', (error) => this.logger.debug(error.message));
    this.server = server;
    this.settings.smtpPort = (server.server.address() as AddressInfo).port;
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  private create(): SMTPServer {
    return new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      disableReverseLookup: true,
      banner: 'local platform mailbox',
      size: MAX_MAIL_BYTES,
      maxClients: MAX_CLIENTS,
      socketTimeout: 60_000,
      closeTimeout: 500,
      onAuth: (auth, _session, done) => done(null, { user: auth.username ?? '' }),
      onRcptTo: (_address, session, done) =>
        done(session.envelope.rcptTo.length >= MAX_RECIPIENTS ? refusal(452, 'Too many recipients') : null),
      onData: (stream, session, done) => {
        this.receive(stream, session).then(
          () => done(),
          (error: Error) => {
            this.logger.warn(error.message);
            done(refusal(stream.sizeExceeded ? 552 : 451, 'The mail was not kept'));
          },
        );
      },
    });
  }

  /** Resolves when the mail is kept. */
  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const parsed = await simpleParser(stream, { skipImageLinks: true, maxHtmlLengthToParse: MAX_MAIL_BYTES });
    if (stream.sizeExceeded) throw new Error('The mail is too large.');
    await this.mailbox.keep(mailOf(parsed, session));
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function mailOf(parsed: ParsedMail, session: SMTPServerSession): Omit<KeptMail, 'id'> {
  return {
    receivedAt: Date.now(),
    recipients: session.envelope.rcptTo.map(({ address }) => address),
    from: textOf(parsed.from),
    to: textOf(parsed.to),
    subject: parsed.subject ?? '',
    messageId: parsed.messageId,
    text: (parsed.text ?? '').slice(0, MAX_BODY_CHARACTERS),
    html: parsed.html ? parsed.html.slice(0, MAX_BODY_CHARACTERS) : undefined,
    attachments: parsed.attachments.map(({ filename, size }) => ({
      filename: filename ?? 'unnamed',
      bytes: size,
    })),
  };
}

const textOf = (addresses: AddressObject | AddressObject[] | undefined): string =>
  [addresses ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');
