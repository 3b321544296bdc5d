import { type RefusalKind } from './mail.transport.js';

/** The library's data about a failed command. */
export interface SmtpFailure {
  /** Error code of the library, such as `ESOCKET`. */
  readonly code?: string;
  /** The server's status. */
  readonly responseCode?: number;
  /** The whole reply. */
  readonly response?: string;
  /** The command that was answered, such as `RCPT TO`. */
  readonly command?: string;
}

/** Commands whose reply concerns the mail. Earlier commands concern the server, the login and the sender. */
const MAIL_COMMANDS: ReadonlySet<string> = new Set(['RCPT TO', 'DATA']);
/**
 * Commands out of order or unknown, or TLS or a login required (RFC 5321, 4.2.3; RFC 4954, 6): not caused by the mail.
 */
const SERVER_STATUSES: ReadonlySet<number> = new Set([502, 503, 530, 534, 535, 538]);
/**
 * Enhanced status codes for a refused sender or domain, for any command: sender address (5.1.7, 5.1.8), login and
 * encryption (5.7.3, 5.7.8 to 5.7.14), DKIM, SPF and reverse DNS (5.7.20 to 5.7.29, RFC 7372), and Exchange's "unable
 * to relay" and "send as denied".
 */
const SENDER_REFUSED = /^5\d\d[ -]5\.(?:1\.[78]|7\.(?:[389]|1[0-4]|2\d|54|60))\b/;
const POLICY = /^5\d\d[ -]5\.7\.\d/;
const RELAY = /\brelay/i;

/** The SMTP status or the library's error code, for records and logs. */
export function reasonOf({ responseCode, code }: SmtpFailure): string {
  return String(responseCode ?? code ?? 'unknown');
}

/** The cause of the refusal of a whole mail. */
export function kindOfFailure(failure: SmtpFailure): RefusalKind {
  const { responseCode = 0, response = '', command = '' } = failure;
  if (!MAIL_COMMANDS.has(command)) return 'server';
  if (responseCode < 500) return responseCode === 0 ? 'server' : 'temporary';
  return SERVER_STATUSES.has(responseCode) || SENDER_REFUSED.test(response) ? 'server' : 'final';
}

/**
 * The cause of the refusal of a recipient. Many servers check client, login and sender only here, and then refuse every
 * recipient by policy (5.7.x) or do not relay.
 * @param othersAccepted whether the same server took the mail for other recipients
 */
export function kindOfRecipientFailure(failure: SmtpFailure, othersAccepted: boolean): RefusalKind {
  const kind = kindOfFailure(failure);
  const { response = '' } = failure;
  const isOfServer = RELAY.test(response) || (!othersAccepted && POLICY.test(response));
  return kind === 'final' && isOfServer ? 'server' : kind;
}
