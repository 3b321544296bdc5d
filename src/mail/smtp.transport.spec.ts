import { MisbehavingSmtp, type SmtpScript } from '../../test/support/misbehaving-smtp.js';
import type { AppConfig } from '../config/index.js';
import type { SecretService } from '../secrets/index.js';
import { SmtpTransport } from './smtp.transport.js';

const MAIL = { id: 'mail-1', to: ['a@example.com'], subject: 'Hello', text: 'x' };

const SOME_CODE: unknown = expect.any(String);

describe('SmtpTransport', () => {
  let server: MisbehavingSmtp;
  let transport: SmtpTransport;

  const start = async (script: SmtpScript, timeoutMs?: number): Promise<void> => {
    server = await MisbehavingSmtp.start(script);
    const mail = {
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      user: undefined,
      from: 'App <app@x.example>',
    };
    const secrets = { get: () => undefined } as unknown as SecretService;
    transport = new SmtpTransport({ mail } as unknown as AppConfig, secrets, timeoutMs);
  };
  afterEach(async () => {
    transport.close();
    await server.close();
  });

  it('hands over a mail, with an id that stays the same for every try', async () => {
    await start(MisbehavingSmtp.script({}));
    await transport.send(MAIL);
    await transport.send(MAIL);
    expect(server.mails).toHaveLength(2);
    for (const mail of server.mails) expect(mail).toMatch(/^Message-ID: <mail-1@x\.example>$/im);
  });

  it('names the recipients that were refused while others were not', async () => {
    await start((command, line) =>
      line.includes('gone') ? '550 no such user' : MisbehavingSmtp.script({})(command, line),
    );
    expect(await transport.send({ ...MAIL, to: ['a@example.com', 'gone@example.com'] })).toEqual({
      rejected: ['gone@example.com'],
    });
  });

  it.each([
    ['refuses the recipient', { RCPT: '550 no such user' }, '550', true],
    ['refuses the sender', { MAIL: '553 not you' }, '553', true],
    ['refuses the content', { CONTENT: '554 spam' }, '554', true],
    ['is busy with the recipient', { RCPT: '450 later' }, '450', false],
    ['says 421 after the content', { CONTENT: '421 closing' }, '421', false],
    ['says 421 at once', { GREETING: '421 not now' }, '421', false],
    ['is out of service', { GREETING: '554 no service' }, '554', false],
    ['closes in the middle of the envelope', { RCPT: 'close' }, SOME_CODE, false],
    ['closes in the middle of the content', { CONTENT: 'close' }, SOME_CODE, false],
    ['hangs up at once', { GREETING: 'close' }, SOME_CODE, false],
    ['never greets', { GREETING: undefined }, 'ETIMEDOUT', false],
    ['never acknowledges', { CONTENT: undefined }, 'ETIMEDOUT', false],
  ] as const)('tells a server that %s', async (_name, replies, reason, permanent) => {
    await start(MisbehavingSmtp.script(replies), 300);
    await expect(transport.send(MAIL)).rejects.toMatchObject({ name: 'MailRefusal', reason, permanent });
    expect(server.mails).toEqual([]);
  });

  it('tells a server that is not there', async () => {
    await start(MisbehavingSmtp.script({}));
    await server.close();
    await expect(transport.send(MAIL)).rejects.toMatchObject({ reason: 'ESOCKET', permanent: false });
    await start(MisbehavingSmtp.script({}));
  });

  it('goes on once the server does', async () => {
    await start(MisbehavingSmtp.script({ RCPT: 'close' }));
    await expect(transport.send(MAIL)).rejects.toBeDefined();
    server.script = MisbehavingSmtp.script({});
    await transport.send(MAIL);
    expect(server.mails).toHaveLength(1);
  });
});
