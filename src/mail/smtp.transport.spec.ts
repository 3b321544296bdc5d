import { MisbehavingSmtp, type SmtpScript } from '../../test/framework/support/misbehaving-smtp.js';
import { type MailConfig, type MailSettings } from '../config/index.js';
import { type SecretService } from '../secrets/index.js';
import { type MailDelivery } from './mail.transport.js';
import { SmtpTransport } from './smtp.transport.js';

const MAIL = { id: 'mail-1', to: ['a@example.com'], subject: 'Hello', text: 'x' };

const SOME_CODE: unknown = expect.any(String);

describe('SmtpTransport', () => {
  let server: MisbehavingSmtp;
  let transport: SmtpTransport;
  let settings: MailConfig;
  let password: string;

  const start = async (script: SmtpScript, timeoutMs = 10_000, over?: Partial<MailConfig>): Promise<void> => {
    server = await MisbehavingSmtp.start(script);
    password = 'password';
    settings = {
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      user: undefined,
      from: 'App <app@x.example>',
      perMinute: 100,
      ...over,
    };
    const current = {
      get current() {
        return settings;
      },
    } as MailSettings;
    const secrets = { get: () => password } as unknown as SecretService;
    transport = new SmtpTransport(current, secrets, timeoutMs);
  };
  const send = (to: readonly string[] = MAIL.to): Promise<MailDelivery> =>
    transport.send({ ...MAIL, to, recipients: to });
  /** Replies by the recipient, politely to all others. */
  const refusing =
    (replies: Readonly<Record<string, string>>): SmtpScript =>
    (command, line) => {
      const name = Object.keys(replies).find((each) => command === 'RCPT' && line.includes(each));
      return name === undefined ? MisbehavingSmtp.script({})(command, line) : replies[name];
    };

  afterEach(async () => {
    transport.close();
    await server.close();
  });

  it('hands over a mail, with an id that stays the same for every try', async () => {
    await start(MisbehavingSmtp.script({}));
    await send();
    await send();
    expect(server.mails).toHaveLength(2);
    for (const mail of server.mails) expect(mail).toMatch(/^Message-ID: <mail-1@x\.example>$/im);
  });

  it('says of each recipient what the server said', async () => {
    await start(refusing({ gone: '550 5.1.1 no such user', busy: '452 later' }));
    expect(await send(['a@example.com', 'gone@example.com', 'busy@Example.com'])).toEqual({
      accepted: ['a@example.com'],
      refused: [
        { recipient: 'gone@example.com', reason: '550', kind: 'final' },
        { recipient: 'busy@Example.com', reason: '452', kind: 'temporary' },
      ],
    });
    expect(server.mails).toHaveLength(1);
  });

  it('reports each recipient if the server rejects all', async () => {
    await start(refusing({ gone: '550 no such user', busy: '450 later' }));
    expect(await send(['gone@example.com', 'busy@example.com'])).toEqual({
      accepted: [],
      refused: [
        { recipient: 'gone@example.com', reason: '550', kind: 'final' },
        { recipient: 'busy@example.com', reason: '450', kind: 'temporary' },
      ],
    });
    expect(server.mails).toEqual([]);
  });

  it('gives the server only those who are left, and names all in the header', async () => {
    await start(MisbehavingSmtp.script({}));
    const to = ['a@example.com', 'b@example.com'];
    const names = { 'b@example.com': 'B, "the second"' };
    const delivery = await transport.send({ ...MAIL, to, names, recipients: ['b@example.com'] });
    expect(delivery).toEqual({ accepted: ['b@example.com'], refused: [] });
    expect(server.commands.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<b@example.com>']);
    expect(server.mails[0]).toMatch(/^To: a@example\.com, "B, \\"the second\\"" <b@example\.com>$/m);
  });

  it.each([
    ['wants a login', '530 5.7.0 Authentication required', 'server'],
    ['will not relay', '554 5.7.1 <a@example.com>: Relay access denied', 'server'],
    ['lets nobody in', '554 5.7.1 Client host rejected: Access denied', 'server'],
    ['refuses the sender', '550 5.1.8 Sender address rejected: Domain not found', 'server'],
    ['is out of step', '503 need MAIL first', 'server'],
    ['knows nobody of that name', '550 5.1.1 User unknown', 'final'],
    ['is full', '552 5.2.2 Mailbox full', 'final'],
    ['says only that it will not', '550 no', 'final'],
    ['is busy', '450 4.2.1 later', 'temporary'],
  ] as const)(
    'knows whose fault it is if a server that %s refuses a recipient',
    async (_name, reply, kind) => {
      await start(MisbehavingSmtp.script({ RCPT: reply }));
      expect((await send()).refused).toEqual([
        { recipient: 'a@example.com', reason: reply.slice(0, 3), kind },
      ]);
    },
  );

  it('takes a policy against one recipient of several as that recipient’s own', async () => {
    await start(refusing({ closed: '550 5.7.1 not authorized to send to this list' }));
    expect((await send(['a@example.com', 'closed@example.com'])).refused).toMatchObject([{ kind: 'final' }]);
  });

  it.each([
    ['refuses the sender', { MAIL: '553 not you' }, '553', 'server'],
    ['refuses the sender for good', { MAIL: '550 5.1.8 no such domain' }, '550', 'server'],
    ['wants a login for the sender', { MAIL: '530 5.7.0 Authentication required' }, '530', 'server'],
    ['refuses the content', { CONTENT: '554 spam' }, '554', 'final'],
    ['finds no SPF or DKIM', { CONTENT: '550 5.7.26 unauthenticated' }, '550', 'server'],
    ['refuses to be given content', { DATA: '554 no' }, '554', 'final'],
    ['is busy with the content', { CONTENT: '451 later' }, '451', 'temporary'],
    ['says 421 after the content', { CONTENT: '421 closing' }, '421', 'temporary'],
    ['says 421 at once', { GREETING: '421 not now' }, '421', 'server'],
    ['is out of service', { GREETING: '554 no service' }, '554', 'server'],
    ['closes in the middle of the envelope', { RCPT: 'close' }, SOME_CODE, 'server'],
    ['closes in the middle of the content', { CONTENT: 'close' }, SOME_CODE, 'server'],
    ['hangs up at once', { GREETING: 'close' }, SOME_CODE, 'server'],
    ['never greets', { GREETING: undefined }, 'ETIMEDOUT', 'server'],
    ['never acknowledges', { CONTENT: undefined }, 'ETIMEDOUT', 'server'],
  ] as const)('reports a server that %s', async (_name, replies, reason, kind) => {
    await start(MisbehavingSmtp.script(replies), 300);
    await expect(send()).rejects.toMatchObject({ name: 'MailRefusal', reason, kind });
    expect(server.mails).toEqual([]);
  });

  it.each([
    ['refuses the login', '535 5.7.8 wrong password', '535'],
    ['has no such login', '504 mechanism not supported', '504'],
    ['cannot check the login', '454 4.7.0 later', '454'],
  ])('reports a server that %s', async (_name, AUTH, reason) => {
    await start(MisbehavingSmtp.script({ EHLO: '250-test\r\n250 AUTH PLAIN', AUTH }), 300, { user: 'app' });
    await expect(send()).rejects.toMatchObject({ reason, kind: 'server' });
  });

  it('reports a server without the encryption that is asked for', async () => {
    await start(MisbehavingSmtp.script({ STARTTLS: '502 no' }), 300, { security: 'starttls' });
    await expect(send()).rejects.toMatchObject({ kind: 'server' });
  });

  it('reports a server that is not there', async () => {
    await start(MisbehavingSmtp.script({}));
    await server.close();
    await expect(send()).rejects.toMatchObject({ reason: 'ESOCKET', kind: 'server' });
    await start(MisbehavingSmtp.script({}));
  });

  it('continues after the server has recovered', async () => {
    await start(MisbehavingSmtp.script({ RCPT: 'close' }));
    await expect(send()).rejects.toBeDefined();
    server.script = MisbehavingSmtp.script({});
    await send();
    expect(server.mails).toHaveLength(1);
  });

  it('uses each new setting of the server from the next mail on', async () => {
    const AUTH = { EHLO: '250-test\r\n250 AUTH PLAIN', AUTH: '235 ok' };
    await start(MisbehavingSmtp.script(AUTH));
    await send();
    const next = await MisbehavingSmtp.start(MisbehavingSmtp.script({ ...AUTH, STARTTLS: '502 no' }));
    settings = { ...settings, port: next.port, from: 'other@x.example' };
    await send();
    settings = { ...settings, user: 'ada' };
    await send();
    password = 'rotated';
    await send();
    settings = { ...settings, security: 'starttls' };
    await expect(send()).rejects.toMatchObject({ kind: 'server' });

    expect(server.mails).toHaveLength(1);
    expect(next.mails).toHaveLength(3);
    expect(next.mails[0]).toMatch(/^From: other@x\.example$/m);
    const plain = (secret: string): string => Buffer.from(`\0ada\0${secret}`).toString('base64');
    expect(next.commands.filter((line) => /^(?:AUTH|STARTTLS)/.test(line))).toEqual([
      `AUTH PLAIN ${plain('password')}`,
      `AUTH PLAIN ${plain('rotated')}`,
      'STARTTLS',
    ]);
    await next.close();
  });

  it('keeps its connection while nothing changes', async () => {
    await start(MisbehavingSmtp.script({}));
    await send();
    await send();
    expect(server.commands.filter((line) => line.startsWith('EHLO'))).toHaveLength(1);
  });

  it('ends a mail in progress on the server where it began', async () => {
    await start(MisbehavingSmtp.script({ RCPT: undefined }));
    const sending = send();
    await server.receives('RCPT');
    const next = await MisbehavingSmtp.start(MisbehavingSmtp.script({}));
    settings = { ...settings, port: next.port };
    await send();
    server.say('250 ok');
    await sending;
    expect([server.mails.length, next.mails.length]).toEqual([1, 1]);
    await next.close();
  });

  it('ends a try that is aborted', async () => {
    await start(MisbehavingSmtp.script({ RCPT: undefined }));
    const controller = new AbortController();
    const sending = transport.send({ ...MAIL, recipients: MAIL.to, signal: controller.signal });
    await server.receives('RCPT');
    controller.abort();
    await expect(sending).rejects.toMatchObject({ reason: 'EABORT' });
  });

  describe('with international addresses', () => {
    const WITH_UTF8 = { EHLO: '250-test\r\n250 SMTPUTF8' };
    // eslint-disable-next-line no-control-regex -- what is not ASCII is what it looks for
    const NON_ASCII = /[^\x00-\x7f]/;

    it('writes domains in ASCII, its own and the recipients’, in the headers and on the wire', async () => {
      await start(MisbehavingSmtp.script({}), undefined, { from: 'Büro <app@bücher.example>' });
      const delivery = await send(['ada@exämple.com']);
      expect(delivery).toEqual({ accepted: ['ada@exämple.com'], refused: [] });
      expect(server.commands.join('\n')).not.toMatch(NON_ASCII);
      expect(server.commands).toContain('RCPT TO:<ada@xn--exmple-cua.com>');
      expect(server.mails[0]).not.toMatch(NON_ASCII);
      expect(server.mails[0]).toMatch(/^Message-ID: <mail-1@xn--bcher-kva\.example>$/im);
      expect(server.mails[0]).toMatch(/^From: .*<app@xn--bcher-kva\.example>$/m);
    });

    it('knows a refused recipient by any spelling of its domain', async () => {
      await start(refusing({ gone: '550 no' }));
      const delivery = await send(['ada@example.com', 'gone@EXÄMPLE.com']);
      expect(delivery.refused).toMatchObject([{ recipient: 'gone@EXÄMPLE.com', kind: 'final' }]);
    });

    it('refuses for good what the server cannot be given, and sends to the others', async () => {
      await start(MisbehavingSmtp.script({}));
      const delivery = await send(['ada@example.com', 'jürgen@example.com']);
      expect(delivery).toEqual({
        accepted: ['ada@example.com'],
        refused: [{ recipient: 'jürgen@example.com', reason: 'ESMTPUTF8', kind: 'final' }],
      });
      expect(server.mails[0]).not.toMatch(NON_ASCII);
      expect(await send(['jürgen@example.com'])).toMatchObject({
        accepted: [],
        refused: [{ kind: 'final' }],
      });
      expect(server.mails).toHaveLength(1);
    });

    it('sends to them if the server supports it', async () => {
      await start(MisbehavingSmtp.script(WITH_UTF8));
      expect(await send(['jürgen@exämple.com'])).toEqual({ accepted: ['jürgen@exämple.com'], refused: [] });
      expect(server.commands).toContain('RCPT TO:<jürgen@exämple.com>');
      expect(server.commands.find((line) => line.startsWith('MAIL'))).toContain('SMTPUTF8');
    });

    it.each([
      ['cannot take the sender', {}, 'ESMTPUTF8'],
      ['cannot be asked', { GREETING: 'close' }, SOME_CODE],
    ])('lets mails wait for a server that %s', async (_name, replies, reason) => {
      await start(MisbehavingSmtp.script(replies), 300, { from: 'büro@example.com' });
      await expect(send()).rejects.toMatchObject({ reason, kind: 'server' });
    });
  });
});
