import { eventually, TestApp, type HttpReply, type Login } from 'monday-app-backend/testing';
import { AppModule } from '../../src/app/app.module.js';

interface ReceivedMail {
  readonly subject: string;
}

describe('the action send-greeting', () => {
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    app = await TestApp.start({ app: AppModule });
    login = await app.login();
  });
  afterAll(() => app.close());

  const run = (fields: Record<string, unknown>): Promise<HttpReply> =>
    app.http().send(app.monday.block('/monday/actions/send-greeting', login.user, fields));

  /** What the mailbox of the local platform received for this address, once something arrived. */
  const mailsTo = (recipient: string): Promise<ReceivedMail[]> =>
    eventually(async () => {
      const reply = await app.http().get(`${app.platform.url}/__sandbox/mails`, { query: { recipient } });
      const mails = reply.json<ReceivedMail[]>();
      return mails.length > 0 ? mails : undefined;
    });

  it('sends a mail', async () => {
    const reply = await run({ to: 'ada@example.com', name: 'Ada' });
    expect(reply.json()).toEqual({ outputFields: { messageId: expect.any(String) as unknown } });
    expect((await mailsTo('ada@example.com')).map(({ subject }) => subject)).toEqual(['Hello Ada']);
  });

  it('refuses an address that is none', async () => {
    const reply = await run({ to: 'ada', name: 'Ada' });
    expect(reply.status).toBe(400);
  });
});
