import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type AddressObject, type ParsedMail } from 'mailparser';
import { type SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Clock } from 'monday-persistence/clock';
import { SandboxSettings } from '../state/index.js';
import { type KeptMail } from './kept-mail.js';
import { MailboxService } from './mailbox.service.js';

const LOOPBACK = '127.0.0.1';
const MAX_MAIL_BYTES = 10 * 1024 * 1024;
const MAX_CLIENTS = 20;
/** Time for mails in progress at shutdown. */
const GRACE_MS = 500;
const MAX_RECIPIENTS = 100;
/** Long enough for any person to read on a page. */
const MAX_BODY_CHARACTERS = 1024 * 1024;

/** Accepts every mail on loopback and delivers none. */
@Injectable()
export class MailboxSmtpServer implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(MailboxSmtpServer.name);
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  /** Created for the first mail, because its libraries take a quarter of the startup time. */
  private smtp: Promise<SMTPServer> | undefined;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly mailbox: MailboxService,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const server = createServer({ pauseOnConnect: true }, (socket) => this.accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.settings.smtpPort, LOOPBACK, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.server = server;
    this.settings.smtpPort = (server.address() as AddressInfo).port;
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const timer = setTimeout(() => this.sockets.forEach((socket) => socket.destroy()), GRACE_MS);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    clearTimeout(timer);
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', (error) => this.logger.debug(error.message));
    this.smtp ??= this.create();
    this.smtp.then(
      (smtp) => {
        smtp.server.emit('connection', socket);
        socket.resume();
      },
      (error: Error) => {
        this.logger.error(error.message);
        socket.destroy();
      },
    );
  }

  private async create(): Promise<SMTPServer> {
    const library = await import('smtp-server');
    const server = new library.SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      disableReverseLookup: true,
      banner: 'local platform mailbox',
      size: MAX_MAIL_BYTES,
      maxClients: MAX_CLIENTS,
      socketTimeout: 60_000,
      onAuth: (auth, _session, done) => done(null, { user: auth.username ?? '' }),
      onRcptTo: (_address, session, done) =>
        done(session.envelope.rcptTo.length >= MAX_RECIPIENTS ? refusal(452, 'Too many recipients') : null),
      onData: (stream, session, done) => {
        this.receive(stream, session).then(
          () => done(),
          (error: Error) => {
            this.logger.warn(error.message);
            done(refusal(stream.sizeExceeded ? 552 : 451, 'The mail could not be stored'));
          },
        );
      },
    });
    // The library reports a disconnected client as an error, which must not end the process.
    server.on('error', (error) => this.logger.debug(error.message));
    return server;
  }

  /** Resolves when the mail is stored. */
  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const { simpleParser } = await import('mailparser');
    const parsed = await simpleParser(stream, { skipImageLinks: true, maxHtmlLengthToParse: MAX_MAIL_BYTES });
    if (stream.sizeExceeded) throw new Error('The mail is too large.');
    await this.mailbox.keep(mailOf(parsed, session, this.clock.now()));
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function mailOf(parsed: ParsedMail, session: SMTPServerSession, receivedAt: number): Omit<KeptMail, 'id'> {
  return {
    receivedAt,
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
