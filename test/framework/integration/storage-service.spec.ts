import { runAs } from '../../../src/caller/index.js';
import { StorageService } from '../../../src/storage/index.js';
import { TestApp } from '../../../src/testing/index.js';

it('reports whether a row is new, and returns it to the services of the account', async () => {
  const app = await TestApp.start();
  const { http, user } = await app.login();
  expect((await http.put('/storage/both', { value: [0] })).status).toBe(201);
  expect((await http.put('/storage/both', { value: [1] })).status).toBe(200);
  const caller = { accountId: user.account.id, userId: user.id, kind: 'job' } as const;
  const record = await runAs(caller, () => app.get(StorageService).get('both'));
  expect(record?.value).toEqual([1]);
  await app.close();
});
