import { QueueOperations } from '../../../src/queue/index.js';
import { TestApp } from '../../../src/testing/index.js';
import { FixtureFeature } from '../support/fixture-app/fixture.feature.js';

it('keeps a queued mail across a restart', async () => {
  const app = await TestApp.start({ imports: [FixtureFeature] });
  const { user, http } = await app.login();
  const to = 'later@example.com';
  const call = app.monday.block('/fixture/mail', user, { to, text: 'still there' });

  await app.get(QueueOperations).pause();
  const reply = await app.http().send(call);
  const id = reply.json<{ outputFields: { messageId: string } }>().outputFields.messageId;
  await app.restart();
  expect((await http.get(`/mail/messages/${id}`)).json()).toMatchObject({ status: 'queued', attempts: 0 });

  await app.get(QueueOperations).resume();
  const mails = await app.platform.http.get('/__sandbox/mails', { query: { recipient: to } });
  expect(mails.json()).toHaveLength(1);
  const view = async (): Promise<unknown> => (await http.get(`/mail/messages/${id}`)).json()['status'];
  let status = await view();
  while (status === 'queued') status = await view();
  expect(status).toBe('sent');
  await app.close();
});
