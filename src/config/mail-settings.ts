import { type Variables } from 'monday-persistence/configuration';
import { type MailConfig } from './app-config.js';
import { inspectConfig } from './load-config.js';

/** The variables from which the configuration of mails is built. */
const NAMES = [
  ...['SMTP_HOST', 'SMTP_PORT', 'SMTP_SECURITY', 'SMTP_USER', 'MAIL_FROM', 'MAIL_PER_MINUTE'],
  'SANDBOX_SMTP_PORT',
];

/**
 * The configuration of mails, by the current variables. They may change while the app runs, because a file was rotated:
 * read it for each mail.
 */
export class MailSettings {
  private built: { readonly from: string; readonly config: MailConfig } | undefined;

  constructor(private readonly variables: Variables) {}

  /** The same object until a variable changes. */
  get current(): MailConfig {
    const from = NAMES.map((name) => this.variables[name] ?? '').join('\n');
    if (this.built?.from !== from) this.built = { from, config: inspectConfig(this.variables).config.mail };
    return this.built.config;
  }
}
