import { randomBytes } from 'node:crypto';
import { Queue } from 'bullmq';
import { type MailView } from '../../../src/mail/index.js';
import { QueueDriver } from '../../../src/queue/queue.driver.js';
import { type MailSummary } from '../../../packages/local-platform/src/mailbox/index.js';
import { TestApp, type HttpReply, type Login, type PreparedCall } from '../../../src/testing/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { FixtureFeature } from '../support/fixture-app/fixture.feature.js';
import { endThreadsOfSdk } from '../support/sdk-threads.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const { hostname, port } = new URL(REDIS_URL);

/** The secret that monday's SDK signs its local deliveries with (docs/monday-platform.md#queue). */
const SDK_SECRET = '376a573e97497a294fd50e584fa3e507d1eab65abd2019709c0e8dc6b1893212';

/** From a signed block to the mailbox, through the whole app, on the queue that the variables name. */
function wholeApp(start: () => Promise<TestApp>): void {
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    app = await start();
    login = await app.login();
  });
  afterAll(() => app.close());

  const status = async (id: string): Promise<MailView> =>
    (await login.http.get(`/mail/messages/${id}`)).json<MailView>();

  /** As monday does: what is running already is answered with 503, and sent again. */
  async function untilDone(call: PreparedCall): Promise<HttpReply> {
    for (;;) {
      const reply = await app.http().send(call);
      if (reply.status !== 503) return reply;
    }
  }

  it('sends the mail of a signed block', async () => {
    const to = `${randomBytes(4).toString('hex')}@example.com`;
    const call = app.monday.block('/fixture/mail', login.user, { to, subject: 'Hello', text: 'x' });
    const replies = await Promise.all([1, 2, 3].map(() => untilDone(call)));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
    const [id, ...others] = replies.map(
      (reply) => reply.json<{ outputFields: { messageId: string } }>().outputFields.messageId,
    );
    expect(new Set([id, ...others]).size).toBe(1);
    const mails = (
      await app.http().get(`${app.platform.url}/__sandbox/mails`, { query: { recipient: to } })
    ).json<MailSummary[]>();
    expect(mails).toHaveLength(1);
    let view = await status(id!);
    while (view.status === 'queued') view = await status(id!);
    expect(view).toMatchObject({ status: 'sent', to: [to] });
  });

  it('is healthy', async () => {
    const reply = await app.http().get('/health');
    expect(reply.json()).toMatchObject({ status: 'ok', checks: { queue: { status: 'up' } } });
  });
}

describeService('the whole app with a queue on Redis', { host: hostname, port: Number(port || 6379) }, () => {
  // Each run has a database of its own on the server, so that nobody else takes its messages.
  const database = 1 + (process.pid % 15);
  afterAll(async () => {
    const queue = new Queue('messages', {
      prefix: '{mndy}',
      connection: { url: `${REDIS_URL}/${database}` },
    });
    await queue.obliterate({ force: true });
    await queue.close();
  });
  wholeApp(() =>
    TestApp.start({
      imports: [FixtureFeature],
      variables: { QUEUE_DRIVER: 'bullmq-redis', REDIS_URL: `${REDIS_URL}/${database}` },
    }),
  );
});

describeService('the whole app with state and queue on Postgres', postgresAddress(), () => {
  let schema: PostgresSchema;
  beforeAll(async () => {
    schema = await PostgresSchema.create();
  });
  afterAll(() => schema.drop());
  wholeApp(() =>
    TestApp.start({
      imports: [FixtureFeature],
      variables: {
        DATABASE_URL: schema.url(),
        PERSISTENCE_DRIVER: 'postgres',
        STORAGE_DRIVER: 'postgres',
        QUEUE_DRIVER: 'bullmq-postgres',
      },
    }),
  );
});

endThreadsOfSdk();

describe("the whole app with monday's queue, through its SDK", () => {
  afterAll(() => {
    delete process.env['MNDY_SERVER_ADDRESS'];
  });
  wholeApp(async () => {
    const app = await TestApp.start({
      imports: [FixtureFeature],
      variables: { QUEUE_DRIVER: 'monday-code', MNDY_TOPIC_MESSAGES_SECRET: SDK_SECRET },
    });
    expect(app.get(QueueDriver).capabilities.consumes).toBe(false);
    // The SDK reads where to deliver from the environment, at each publish.
    process.env['MNDY_SERVER_ADDRESS'] = app.url;
    return app;
  });
});
