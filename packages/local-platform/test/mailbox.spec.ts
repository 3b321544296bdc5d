import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { startSandbox, type Sandbox } from '../src/index.js';
import { type KeptMail, type MailSummary } from '../src/mailbox/index.js';

const HOSTILE = '<img src=x onerror=alert(1)>';

describe('the mailbox of the local platform', () => {
  let folder: string;
  let platform: Sandbox;

  const start = () => startSandbox({ port: 0, smtpPort: 0, dataDir: folder });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
    platform = await start();
  });
  afterAll(async () => {
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  });

  const send = async (mail: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]): Promise<void> => {
    const transport = createTransport({ host: '127.0.0.1', port: platform.smtpPort, ignoreTLS: true });
    await transport.sendMail({ from: 'app@example.com', to: 'a@example.com', subject: 'Hello', ...mail });
    transport.close();
  };
  const get = (path: string): Promise<Response> => fetch(platform.url + path);
  const list = async (): Promise<MailSummary[]> =>
    (await (await get('/__sandbox/mails')).json()) as MailSummary[];

  beforeEach(() => fetch(`${platform.url}/__sandbox/mails`, { method: 'DELETE' }));

  it('shows what arrived, also after a restart', async () => {
    await send({ subject: 'first', text: 'one' });
    await send({ subject: 'second', text: 'two' });
    await platform.close();
    platform = await start();
    expect((await list()).map(({ subject }) => subject).sort()).toEqual(['first', 'second']);
    const page = await (await get('/mailbox')).text();
    expect(page).toContain('first');
    expect(page).toContain('second');
  });

  it('does not run scripts in a mail', async () => {
    await send({ subject: HOSTILE, text: HOSTILE, html: `<script>alert(1)</script>${HOSTILE}` });
    const [mail] = await list();
    for (const path of ['/mailbox', `/mailbox/${mail!.id}`]) {
      const reply = await get(path);
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(await reply.text()).not.toContain('<img src=x');
    }
    const page = await (await get(`/mailbox/${mail!.id}`)).text();
    expect(page).toMatch(/<iframe[^>]*\ssandbox=""/);
    const frame = await get(`/mailbox/${mail!.id}/html`);
    const policy = frame.headers.get('content-security-policy');
    expect(policy).toMatch(/^sandbox; default-src 'none'/);
    expect(policy).not.toContain('script-src');
  });

  it('shows the envelope and the attachments', async () => {
    const attachments = [{ filename: 'note.txt', content: 'hello' }];
    await send({ text: 'x', bcc: 'b@example.com', attachments });
    const [{ id }] = (await list()) as [MailSummary];
    const mail = (await (await get(`/__sandbox/mails/${id}`)).json()) as KeptMail;
    expect(mail).toMatchObject({
      recipients: ['a@example.com', 'b@example.com'],
      to: 'a@example.com',
      attachments: [{ filename: 'note.txt', bytes: 5 }],
    });
  });

  it('keeps 200 mails', async () => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: platform.smtpPort,
      ignoreTLS: true,
      pool: true,
    });
    const mails = Array.from({ length: 203 }, (_, n) => ({ subject: String(n), text: 'x' }));
    await Promise.all(
      mails.map((mail) => transport.sendMail({ from: 'app@example.com', to: 'a@example.com', ...mail })),
    );
    transport.close();
    expect(await list()).toHaveLength(200);
  });

  it('returns 404 for an unknown mail', async () => {
    for (const path of ['/mailbox/1-2', '/mailbox/1-2/html', '/__sandbox/mails/..%2fx']) {
      expect((await get(path)).status).toBe(404);
    }
  });

  it('refuses a mail of more than 10 MB', async () => {
    const raw = `Subject: large\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(160_000)}`;
    await expect(send({ raw })).rejects.toMatchObject({ responseCode: 552 });
    expect(await list()).toEqual([]);
  });
});
