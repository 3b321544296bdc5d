import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { AppConfig } from '../config/index.js';
import { SecretService } from '../secrets/index.js';
import { MailRefusal, MailTransport, type Accepted, type OutgoingMail } from './mail.transport.js';

type Pool = Transporter<SMTPPool.SentMessageInfo>;

/** Token of the limit of each step with the server, in milliseconds; default ten seconds. */
export const SMTP_TIMEOUT_MS = Symbol('SMTP_TIMEOUT_MS');

const DEFAULT_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 5;
/** Steps of SMTP that concern one mail; a 5xx elsewhere is about the server or our login, and may be mended. */
const MAIL_STEPS: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** SMTP through one pool of connections, made at the first mail. */
@Injectable()
export class SmtpTransport extends MailTransport implements OnApplicationShutdown {
  private pool: { readonly transporter: Pool; readonly password: string | undefined } | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly secrets: SecretService,
    @Optional() @Inject(SMTP_TIMEOUT_MS) private readonly timeoutMs: number = DEFAULT_TIMEOUT_MS,
  ) {
    super();
  }

  override async send({ id, to, subject, text, html }: OutgoingMail): Promise<Accepted> {
    const transporter = await this.transporter();
    const from = this.config.mail.from;
    const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
    try {
      const info = await transporter.sendMail({
        from,
        to: [...to],
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        messageId: `<${id}@${domain}>`,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { rejected: info.rejected };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /**
   * Goes as far as a mail does before it is named: greeting, TLS, login. Sends nothing.
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

  /** A new pool where the password was changed. */
  private async transporter(): Promise<Pool> {
    const { createTransport } = await import('nodemailer');
    const password = this.secrets.get('SMTP_PASSWORD');
    if (this.pool && this.pool.password !== password) this.close();
    this.pool ??= { password, transporter: createTransport(this.options(password)) };
    return this.pool.transporter;
  }

  private options(password: string | undefined): SMTPPool.Options {
    const { host, port, security, user } = this.config.mail;
    return {
      pool: true,
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      maxConnections: MAX_CONNECTIONS,
      // For a connection that the server closes at this moment. All else is for the queue to try again.
      maxRequeues: 1,
      connectionTimeout: this.timeoutMs,
      greetingTimeout: this.timeoutMs,
      socketTimeout: this.timeoutMs,
      ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    };
  }
}

interface SmtpFailure {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

function refusalOf(error: unknown): MailRefusal {
  const { code, responseCode, command } = error as SmtpFailure;
  const isOfMail = command !== undefined && MAIL_STEPS.has(command);
  const permanent = responseCode !== undefined && responseCode >= 500 && isOfMail;
  return new MailRefusal(String(responseCode ?? code ?? 'unknown'), permanent);
}
