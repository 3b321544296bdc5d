import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAs } from '../../../src/caller/index.js';
import { MailService } from '../../../src/mail/index.js';
import { VariableWatcher } from '../../../src/secrets/variable-watcher.js';
import { eventually, TestApp } from '../../../src/testing/index.js';
import { MisbehavingSmtp } from '../support/misbehaving-smtp.js';

const AUTH = { EHLO: '250-test\r\n250 AUTH PLAIN', AUTH: '235 ok' };
const CALLER = { accountId: '1', userId: '2', kind: 'user' as const };

describe('a mail server whose variables are in files', () => {
  let folder: string;
  let servers: MisbehavingSmtp[];
  let app: TestApp;

  const write = (values: Readonly<Record<string, string>>): Promise<unknown> =>
    Promise.all(Object.entries(values).map(([name, value]) => writeFile(join(folder, name), value)));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rotated-'));
    servers = [
      await MisbehavingSmtp.start(MisbehavingSmtp.script(AUTH)),
      await MisbehavingSmtp.start(MisbehavingSmtp.script(AUTH)),
    ];
    const values = {
      SMTP_HOST: 'localhost',
      SMTP_PORT: String(servers[0]?.port),
      SMTP_SECURITY: 'none',
      SMTP_USER: 'first',
      SMTP_PASSWORD: 'first-password',
    };
    await write(values);
    const files = Object.keys(values).map((name) => [`${name}_FILE`, join(folder, name)]);
    app = await TestApp.start({
      variables: { MAIL_FROM: 'app@example.com', ...(Object.fromEntries(files) as object) },
    });
  });
  afterEach(async () => {
    await app.close();
    await Promise.all(servers.map((server) => server.close()));
    await rm(folder, { recursive: true });
  });

  const sendBy = async (server: MisbehavingSmtp): Promise<void> => {
    const count = server.mails.length;
    await runAs(CALLER, () => app.get(MailService).send({ to: 'ada@example.com', subject: 'x', text: 'x' }));
    await eventually(() => Promise.resolve(server.mails.length > count ? true : undefined));
  };

  it('is the new one for the next mail, with the new user', async () => {
    const [first, second] = servers as [MisbehavingSmtp, MisbehavingSmtp];
    await sendBy(first);
    await write({ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(second.port), SMTP_USER: 'second' });
    await app.get(VariableWatcher).check();
    await sendBy(second);
    const login = Buffer.from('\0second\0first-password').toString('base64');
    expect(second.commands).toContain(`AUTH PLAIN ${login}`);
    expect(first.mails).toHaveLength(1);
  });

  it('stays the old one if the new value is invalid', async () => {
    const [first, second] = servers as [MisbehavingSmtp, MisbehavingSmtp];
    await write({ SMTP_PORT: String(second.port), SMTP_SECURITY: 'ssl' });
    await app.get(VariableWatcher).check();
    await sendBy(first);
    expect(second.mails).toEqual([]);
  });
});
