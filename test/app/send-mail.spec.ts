import { randomUUID } from 'node:crypto';
import { AppModule } from '../../src/app/app.module.js';
import { TestApp, type HttpReply, type Login, type PlatformUser } from '../../src/testing/index.js';

/** A mail as the app tells of it. */
interface MailView {
  readonly status: string;
}

/** A mail in the mailbox of the platform. */
interface KeptMail {
  readonly id: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}

describe('mail, from a block of monday to the mailbox', () => {
  let app: TestApp;
  let login: Login;
  let user: PlatformUser;

  beforeAll(async () => {
    app = await TestApp.start({ app: AppModule });
    login = await app.login();
    user = login.user;
  });
  afterAll(() => app.close());

  const run = (fields: Record<string, unknown>, options: { actionUuid?: string } = {}): Promise<HttpReply> =>
    app.http().send(app.monday.block('/mail/send', user, fields, options));

  const messageIdOf = (reply: HttpReply): string =>
    reply.json<{ outputFields: { messageId: string } }>().outputFields.messageId;

  /** Waits until a mail to this address arrived. */
  const mailsTo = async (recipient: string): Promise<KeptMail[]> =>
    (await app.http().get(`${app.platform.url}/__sandbox/mails`, { query: { recipient } })).json<
      KeptMail[]
    >();

  const statusOf = async (id: string): Promise<MailView> =>
    (await login.http.get(`/mail/messages/${id}`)).json<MailView>();

  const settled = async (id: string): Promise<MailView> => {
    for (;;) {
      const view = await statusOf(id);
      if (view.status !== 'queued') return view;
    }
  };

  it('sends what the input fields say and keeps its status', async () => {
    const to = 'ada@example.com';
    const reply = await run({ to, subject: 'Grüße 😀', html: '<p>Hello <b>Ada</b></p>' });
    expect(reply.status).toBe(200);
    const id = messageIdOf(reply);
    const [mail] = await mailsTo(to);
    expect(mail).toMatchObject({ recipients: [to], subject: 'Grüße 😀' });
    const kept = (await app.http().get(`${app.platform.url}/__sandbox/mails/${mail!.id}`)).json<KeptMail>();
    expect(kept.text.trim()).toBe('Hello Ada');
    expect(kept.html).toContain('<b>Ada</b>');
    expect(kept.messageId).toContain(id);
    expect(await settled(id)).toMatchObject({ id, status: 'sent', attempts: 1, to: [to] });
  });

  it('sends one mail for one action, however often monday repeats it', async () => {
    const to = 'once@example.com';
    const actionUuid = randomUUID();
    const replies = await Promise.all([1, 2, 3].map(() => run({ to, text: 'x' }, { actionUuid })));
    // While one delivery works, the others are told to come again.
    expect(replies.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    const ids = new Set(replies.filter(({ status }) => status === 200).map(messageIdOf));
    expect(ids.size).toBe(1);
    await settled([...ids][0]!);
    await run({ to, text: 'x' }, { actionUuid });
    const last = await run({ to: 'after@example.com', text: 'x' });
    await settled(messageIdOf(last));
    expect(await mailsTo(to)).toHaveLength(1);
  });

  it('falls back to the address that the account has stored', async () => {
    const to = 'stored@example.com';
    await login.http.put('/storage/mail_address', { value: to });
    expect((await run({ to: '' })).status).toBe(200);
    expect(await mailsTo(to)).toHaveLength(1);
    await login.http.delete('/storage/mail_address');
  });

  it('reads what columns hold, and lists', async () => {
    const [email, text, plain] = ['email@example.com', 'text@example.com', 'plain@example.com'];
    const to = [{ email, text: 'Ada' }, { text }, plain];
    const reply = await run({ to, subject: { text: 'Columns' }, text: ['one', { text: 'two' }] });
    expect(reply.status).toBe(200);
    const [mail] = await mailsTo(email);
    expect(mail).toMatchObject({ recipients: [email, text, plain], subject: 'Columns' });
    const kept = (await app.http().get(`${app.platform.url}/__sandbox/mails/${mail!.id}`)).json<KeptMail>();
    expect(kept.text.trim().split(/\r?\n/)).toEqual(['one', 'two']);
  });

  it('sends to several recipients, by their names, under a subject of any length', async () => {
    const item = 'x'.repeat(255);
    const to = 'first@example.com; "Second, Jr." <second@example.com>';
    const reply = await run({ to, subject: `New item: ${item}`, text: 'x' });
    const id = messageIdOf(reply);
    const recipients = ['first@example.com', 'second@example.com'];
    const [mail] = await mailsTo('second@example.com');
    expect(mail).toMatchObject({
      recipients,
      to: 'first@example.com, "Second, Jr." <second@example.com>',
      subject: `New item: ${item}`.slice(0, 254) + '…',
    });
    expect(await settled(id)).toMatchObject({
      status: 'sent',
      to: recipients,
      recipients: recipients.map((address) => ({ address, status: 'sent' })),
      rejected: [],
    });
  });

  it('never falls back to the stored address for a recipient of a wrong type', async () => {
    const stored = 'not-this-one@example.com';
    await login.http.put('/storage/mail_address', { value: stored });
    for (const to of [[], [''], { email: '' }, ' ']) {
      const reply = await run({ to, text: 'x' });
      expect([to, reply.status, reply.json()['code']]).toEqual([to, 400, 'mail.address_invalid']);
    }
    for (const to of [null, true, 5, {}, [null], { email: 5 }, [[stored]]]) {
      const reply = await run({ to, text: 'x' });
      expect([to, reply.status, reply.json()]).toMatchObject([
        to,
        400,
        { code: 'validation.failed', details: [{ field: 'to' }], severityCode: 4000 },
      ]);
    }
    for (const fields of [
      { text: true },
      { text: {} },
      { text: [] },
      { subject: true },
      { subject: null, text: 'x' },
      { html: {} },
    ]) {
      const reply = await run({ to: 'ada@example.com', ...fields });
      expect([fields, reply.status, reply.json()['code']]).toEqual([fields, 400, 'validation.failed']);
    }
    await login.http.delete('/storage/mail_address');
    const last = await run({ to: 'last@example.com', text: 'x' });
    await settled(messageIdOf(last));
    const all = await app.http().get(`${app.platform.url}/__sandbox/mails`);
    expect(all.text).not.toContain(stored);
  });

  it.each([
    ['no recipient', {}],
    ['no address', { to: 'nobody' }],
    ['a header in the address', { to: 'a@example.com\r\nBcc: b@example.com' }],
    ['two addresses without a separator', { to: 'a@example.com b@example.com' }],
    ['an address behind a name without brackets', { to: 'Ada a@example.com' }],
    ['one wrong address among others', { to: 'a@example.com, nobody' }],
    ['an address with a character that nobody sees', { to: 'a\u200b@example.com' }],
    ['a header in a name', { to: 'Ada\r\nBcc: b@example.com <a@example.com>' }],
  ])('refuses %s, for good', async (_name, fields) => {
    const reply = await run({ text: 'x', ...fields });
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'mail.address_invalid', severityCode: 4000 });
  });

  it.each(['{}', '[]', '{"payload":5}', '{"payload":{"inputFields":"x"}}'])(
    'refuses the body %s as any action does',
    async (body) => {
      const { headers } = app.monday.block('/mail/send', user);
      const given = { ...headers, 'content-type': 'application/json' };
      const reply = await app.http().post('/mail/send', undefined, { headers: given, body });
      expect(reply.status).toBe(400);
      expect(reply.json()).toMatchObject({ code: 'validation.failed', severityCode: 4000 });
    },
  );

  it('is the action of its own name too', async () => {
    const to = 'by-name@example.com';
    const reply = await app.http().send(app.monday.block('/monday/actions/send-mail', user, { to }));
    expect(await settled(messageIdOf(reply))).toMatchObject({ status: 'sent', to: [to] });
  });

  it('refuses a request that monday did not sign', async () => {
    const call = app.monday.block('/mail/send', user, { to: 'a@example.com' }, { secret: 'x'.repeat(32) });
    expect((await app.http().send(call)).status).toBe(401);
  });

  it('shows a mail to its own account only', async () => {
    const id = messageIdOf(await run({ to: 'own@example.com', text: 'x' }));
    const stranger = (await app.users()).find(({ account }) => account.id !== user.account.id)!;
    const { http } = await app.login(stranger.id);
    const reply = await http.get(`/mail/messages/${id}`);
    expect(reply.status).toBe(404);
    expect(reply.json()).toMatchObject({ code: 'mail.message_not_found' });
    expect((await app.http().get(`/mail/messages/${id}`)).status).toBe(401);
    expect((await login.http.get('/mail/messages/unknown')).status).toBe(404);
  });
});
