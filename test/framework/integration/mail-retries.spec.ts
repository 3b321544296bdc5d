import { Clock } from '../../../src/clock/index.js';
import { runAs } from '../../../src/caller/index.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { MailService, type MailView } from '../../../src/mail/index.js';
import { QueueOperations } from '../../../src/queue/index.js';
import { VARIABLES, type Variables } from '../../../src/config/index.js';
import { eventually, FakeClock, TestApp, type Login } from '../../../src/testing/index.js';
import { MisbehavingSmtp, type SmtpScript } from '../support/misbehaving-smtp.js';

const HOUR_MS = 60 * 60_000;
const [ADA, BOB, CAY] = ['ada@example.com', 'bob@example.com', 'cay@example.com'];

describe('mails that the server rejects temporarily', () => {
  let smtp: MisbehavingSmtp;
  let clock: FakeClock;
  let app: TestApp;
  let login: Login;

  beforeEach(async () => {
    // The command line has the machine's time.
    clock = new FakeClock(Date.now());
    smtp = await MisbehavingSmtp.start(MisbehavingSmtp.script({}));
    app = await TestApp.start({
      variables: {
        SMTP_HOST: '127.0.0.1',
        SMTP_PORT: String(smtp.port),
        SMTP_SECURITY: 'none',
        MAIL_FROM: 'app@example.com',
      },
      overrides: [{ token: Clock, value: clock }],
    });
    login = await app.login();
  });
  afterEach(async () => {
    await app.close();
    await smtp.close();
  });

  const send = async (...to: string[]): Promise<string> => {
    const { user } = login;
    const caller = { accountId: user.account.id, userId: user.id, kind: 'user' as const };
    return (await runAs(caller, () => app.get(MailService).send({ to, subject: 'x', text: 'secret' }))).id;
  };
  const view = async (id: string): Promise<MailView> =>
    (await login.http.get(`/mail/messages/${id}`)).json<MailView>();
  const when = (id: string, is: (mail: MailView) => boolean): Promise<MailView> =>
    eventually(async () => {
      const mail = await view(id);
      return is(mail) ? mail : undefined;
    });
  const rcptLines = (): string[] => smtp.commands.filter((line) => line.startsWith('RCPT'));
  const oldestUnsent = async (): Promise<number> => {
    const { text } = await app.http().get('/metrics');
    return Number(/^mail_oldest_unsent_age_seconds (\S+)$/m.exec(text)?.[1]);
  };
  const queueWaits = (): Promise<true> =>
    eventually(async () => {
      const { ready, running } = await app.get(QueueOperations).stats();
      return ready + running === 0 || undefined;
    });
  /** Lets time go on, from pause to pause, until the mail is tried so often or is settled. */
  const keepTrying = async (id: string, attempts = Infinity): Promise<MailView> => {
    for (;;) {
      await queueWaits();
      const mail = await view(id);
      if (mail.status !== 'queued' || mail.attempts >= attempts) return mail;
      clock.advance(HOUR_MS / 2);
    }
  };

  const busyFor =
    (name: string, reply: string): SmtpScript =>
    (command, line) =>
      command === 'RCPT' && line.includes(name) ? reply : MisbehavingSmtp.script({})(command, line);

  it('reach each recipient once, and report the outcome for each', async () => {
    smtp.script = (command, line) =>
      command === 'RCPT' && line.includes('cay')
        ? '550 5.1.1 no such user'
        : busyFor('bob', '450 4.2.0 greylisted')(command, line);
    const id = await send(ADA, BOB, CAY);
    expect(await keepTrying(id, 1)).toMatchObject({
      status: 'queued',
      failure: '450',
      rejected: [CAY],
      recipients: [
        { address: ADA, status: 'sent' },
        { address: BOB, status: 'queued', failure: '450' },
        { address: CAY, status: 'failed', failure: '550' },
      ],
    });
    smtp.script = MisbehavingSmtp.script({});
    const before = rcptLines().length;
    expect(await keepTrying(id)).toMatchObject({
      status: 'sent',
      attempts: 2,
      recipients: [{ status: 'sent' }, { address: BOB, status: 'sent' }, { status: 'failed' }],
    });
    expect(rcptLines().slice(before)).toEqual([`RCPT TO:<${BOB}>`]);
    expect(smtp.mails).toHaveLength(2);
  });

  it('wait up to a day, visible to the operator, and are sent then', async () => {
    smtp.script = MisbehavingSmtp.script({ MAIL: '530 5.7.0 Authentication required' });
    const id = await send(ADA);
    const { createdAt } = await keepTrying(id, 40);
    expect(await oldestUnsent()).toBeGreaterThan(6 * 60 * 60);
    expect(await oldestUnsent()).toBeLessThanOrEqual((clock.now() - createdAt) / 1_000);
    expect(await app.get(QueueOperations).dead()).toEqual([]);
    const { text } = await app.http().get('/metrics');
    expect(text).toMatch(/^mail_server_errors_total\{reason="530"\} 40$/m);
    smtp.script = MisbehavingSmtp.script({});
    expect(await keepTrying(id)).toMatchObject({ status: 'sent', attempts: 41 });
    expect(smtp.mails).toHaveLength(1);
  });

  it('can be replayed after the last attempt, also from the command line', async () => {
    smtp.script = busyFor('bob', '451 4.3.0 later');
    const [replayed, other] = [await send(ADA, BOB), await send(BOB)];
    expect(await keepTrying(replayed)).toMatchObject({
      status: 'failed',
      recipients: [{ status: 'sent' }, { status: 'failed', failure: '451' }],
    });
    await keepTrying(other);
    const letters = await eventually(async () => {
      const found = await app.get(QueueOperations).dead();
      return found.length === 2 ? found : undefined;
    });
    expect(clock.now() - (await view(replayed)).createdAt).toBeGreaterThan(24 * HOUR_MS);

    const printed: string[] = [];
    const dead = (...words: string[]): Promise<number> => {
      const output = {
        print: (line: string) => printed.push(line),
        printError: (line: string) => printed.push(line),
      };
      const variables = app.get<Variables>(VARIABLES);
      return runCli(['queue', 'dead', ...words], { sandboxUrl: '', variables }, output);
    };
    // The server is still busy: the mail is queued again, and waits for its next try as it did before.
    for (const { id } of letters) expect(await dead('replay', id)).toBe(0);
    // The app looks for messages of other processes each second.
    clock.advance(1_000);
    const again = await when(replayed, ({ status, attempts }) => status === 'queued' && attempts > 110);
    expect(again.recipients).toMatchObject([{ status: 'sent' }, { status: 'queued' }]);
    smtp.script = MisbehavingSmtp.script({});
    for (const id of [replayed, other]) expect(await keepTrying(id)).toMatchObject({ status: 'sent' });
    expect(smtp.mails).toHaveLength(3);
  });
});
