import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { MailSettings, type MailConfig } from '../config/index.js';
import { SecretService } from '../secrets/index.js';
import { asciiDomainOf, needsSmtpUtf8, wireAddress } from './mail-address.js';
import { MailRefusal, MailTransport, type MailDelivery, type OutgoingMail } from './mail.transport.js';
import { kindOfFailure, kindOfRecipientFailure, reasonOf, type SmtpFailure } from './smtp-reply.js';
import { supportsSmtpUtf8 } from './smtp-utf8.js';

type Pool = Transporter<SMTPPool.SentMessageInfo>;

/** Token of the timeout of each SMTP step, in milliseconds. */
export const SMTP_TIMEOUT_MS = Symbol('SMTP_TIMEOUT_MS');

export const DEFAULT_SMTP_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 5;
/** Reason for an address that the server does not support. */
const NO_SMTPUTF8 = 'ESMTPUTF8';

/** A reply to one recipient. */
type RecipientFailure = SmtpFailure & { readonly recipient?: string };

/** A server as it is configured, with the password. */
interface SmtpServer {
  readonly config: MailConfig;
  readonly password: string | undefined;
}

/**
 * SMTP through a connection pool, which is created at the first mail, and again after the configuration of the server
 * has changed.
 */
@Injectable()
export class SmtpTransport extends MailTransport implements OnApplicationShutdown {
  private pool: { readonly transporter: Pool; readonly server: SmtpServer } | undefined;

  constructor(
    private readonly settings: MailSettings,
    private readonly secrets: SecretService,
    @Inject(SMTP_TIMEOUT_MS) private readonly timeoutMs: number,
  ) {
    super();
  }

  override async send(mail: OutgoingMail): Promise<MailDelivery> {
    const unreachable = await this.unreachable(mail);
    const delivery = await this.hand({
      ...mail,
      to: mail.to.filter((address) => !unreachable.includes(address)),
      recipients: mail.recipients.filter((address) => !unreachable.includes(address)),
    });
    const refused = mail.recipients
      .filter((address) => unreachable.includes(address))
      .map((recipient) => ({ recipient, reason: NO_SMTPUTF8, kind: 'final' as const }));
    return { accepted: delivery.accepted, refused: [...delivery.refused, ...refused] };
  }

  /**
   * Checks greeting, TLS and login. Sends no mail.
   * @throws Error of the library
   */
  async verify(): Promise<void> {
    await (await this.transporter()).verify();
  }

  override close(): void {
    this.pool?.transporter.close();
    this.pool = undefined;
  }

  onApplicationShutdown(): void {
    this.close();
  }

  /** Addresses of the mail that this server does not support and would send with invalid bytes. */
  private async unreachable({ to }: OutgoingMail): Promise<readonly string[]> {
    const international = to.filter(needsSmtpUtf8);
    const sender = needsSmtpUtf8(addressIn(this.settings.current.from));
    if (!sender && international.length === 0) return [];
    try {
      if (await supportsSmtpUtf8(this.optionsFor(this.server))) return [];
    } catch (error) {
      throw refusalOf(error as SmtpFailure);
    }
    if (sender) throw new MailRefusal(NO_SMTPUTF8, 'server');
    return international;
  }

  private async hand(mail: OutgoingMail): Promise<MailDelivery> {
    const { id, to, recipients, subject, text, html, signal } = mail;
    if (recipients.length === 0) return { accepted: [], refused: [] };
    const { from } = this.settings.current;
    const byWire = new Map(recipients.map((recipient) => [wireAddress(recipient), recipient]));
    const transporter = await this.transporter();
    try {
      const info = await transporter.sendMail({
        from,
        to: to.map((address) => ({ name: mail.names?.[address] ?? '', address })),
        envelope: { from, to: [...byWire.keys()] },
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        messageId: `<${id}@${asciiDomainOf(addressIn(from)) || 'localhost'}>`,
        disableFileAccess: true,
        disableUrlAccess: true,
        ...(signal === undefined ? {} : { signal }),
      });
      return deliveryOf(byWire, info.rejectedErrors ?? []);
    } catch (error) {
      const { rejectedErrors } = error as { readonly rejectedErrors?: readonly RecipientFailure[] };
      if (rejectedErrors !== undefined && rejectedErrors.length > 0) {
        return deliveryOf(byWire, rejectedErrors);
      }
      throw refusalOf(error as SmtpFailure);
    }
  }

  private get server(): SmtpServer {
    return { config: this.settings.current, password: this.secrets.get('SMTP_PASSWORD') };
  }

  /** Creates a new pool if the server has changed. Mails in progress end on the old one. */
  private async transporter(): Promise<Pool> {
    const { createTransport } = await import('nodemailer');
    const { server } = this;
    if (this.pool && !isSame(this.pool.server, server)) this.close();
    this.pool ??= { server, transporter: createTransport(this.optionsFor(server)) };
    return this.pool.transporter;
  }

  private optionsFor({ config, password }: SmtpServer): SMTPPool.Options {
    const { host, port, security, user } = config;
    return {
      pool: true,
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      maxConnections: MAX_CONNECTIONS,
      // Retries once if the server closes the connection at this moment. The queue retries other failures.
      maxRequeues: 1,
      connectionTimeout: this.timeoutMs,
      greetingTimeout: this.timeoutMs,
      socketTimeout: this.timeoutMs,
      ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    };
  }
}

const isSame = (a: SmtpServer, b: SmtpServer): boolean => a.config === b.config && a.password === b.password;

/** @param byWire recipients by their address as sent to the server */
function deliveryOf(
  byWire: ReadonlyMap<string, string>,
  failures: readonly RecipientFailure[],
): MailDelivery {
  const accepted = new Map(byWire);
  for (const { recipient = '' } of failures) accepted.delete(recipient);
  const refused = failures.map((failure) => ({
    recipient: byWire.get(failure.recipient ?? '') ?? '',
    reason: reasonOf(failure),
    kind: kindOfRecipientFailure(failure, accepted.size > 0),
  }));
  return { accepted: [...accepted.values()], refused };
}

const refusalOf = (failure: SmtpFailure): MailRefusal =>
  new MailRefusal(reasonOf(failure), kindOfFailure(failure));

/** The address in `name@example.com` or `Name <name@example.com>`, as validated by the configuration. */
const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
