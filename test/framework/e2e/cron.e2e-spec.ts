import { TestApp, unlessTarget, type HttpReply } from '../../../src/testing/index.js';

const run = (app: TestApp, name: string): Promise<HttpReply> => app.http().post(`/mndy-cronjob/${name}`, {});

describe("scheduled work, called by monday's scheduler", () => {
  let app: TestApp;
  afterEach(() => app.close());

  it('is done once for each due time, on monday code', async () => {
    app = await TestApp.start({
      variables: {
        APP_PROFILE: 'monday-code',
        PERSISTENCE_DRIVER: 'sqlite',
        STORAGE_DRIVER: 'sqlite',
        SECURE_STORAGE_DRIVER: 'sqlite',
        QUEUE_DRIVER: 'sqlite',
        PUBLIC_URL: 'http://127.0.0.1',
        SMTP_HOST: '127.0.0.1',
        MAIL_FROM: 'app@example.com',
      },
    });
    const replies = await Promise.all([1, 2, 3].map(() => run(app, 'purge-accounts')));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    const results = replies.map((reply) => reply.json<{ status: string }>().status);
    expect(results.sort()).toEqual(['done', 'skipped', 'skipped']);
    expect((await run(app, 'unknown')).json()).toMatchObject({ code: 'cron.job_not_found', statusCode: 404 });
  });

  unlessTarget(
    'monday-code',
    'its scheduler is known there',
    it,
  )('is unknown elsewhere', async () => {
    app = await TestApp.start();
    expect((await run(app, 'purge-accounts')).status).toBe(404);
  });
});
