import { SmtpTransport } from '../../../mail/index.js';
import { FRAMEWORK_NAMES, MailSettings } from '../../../config/index.js';
import { SecretService } from '../../../secrets/index.js';
import { type Check, type CheckContext } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';
import { isPrivateHost } from '../private-host.js';
import { reasonOf } from '../reason-of.js';

const NAME = 'SMTP_HOST';
const NEEDED = [NAME, 'SMTP_PORT', 'SMTP_SECURITY', 'SMTP_USER', 'SMTP_PASSWORD'] as const;

/** Checks the connection, TLS and login of the mail server. Sends no mail. */
export const smtpCheck: Check = {
  name: NAME,
  async run(context) {
    if (NEEDED.some((name) => context.broken.has(name))) return [];
    const findings = await verify(context);
    const { host, security } = context.config.mail;
    return security === 'none' && !isPrivateHost(host) ? [...findings, IN_THE_OPEN] : findings;
  },
};

async function verify({ config, variables, timeoutMs }: CheckContext): Promise<Finding[]> {
  const secrets = new SecretService(variables, FRAMEWORK_NAMES);
  const transport = new SmtpTransport(new MailSettings(variables), secrets, timeoutMs);
  try {
    await transport.verify();
    return [
      ok(
        NAME,
        `The mail server is reachable${config.mail.user === undefined ? '' : ' and accepts the login'}.`,
      ),
    ];
  } catch (error) {
    // Without a configured server, mail goes to the local platform, which has its own check.
    return variables[NAME] ? [refused(error)] : [];
  } finally {
    transport.close();
  }
}

function refused(error: unknown): Finding {
  const advice = /login|password/.test(reasonOf(error))
    ? 'Correct SMTP_USER and SMTP_PASSWORD.'
    : 'Correct SMTP_HOST, SMTP_PORT and SMTP_SECURITY. Many networks block port 25.';
  return problem(NAME, `The mail server cannot be used: ${reasonOf(error)}.`, advice);
}

const IN_THE_OPEN = warning(
  'SMTP_SECURITY',
  'Mails and the password are sent unencrypted.',
  'Set it to starttls or tls.',
);
