import { runAs } from '../../src/caller/index.js';
import { StorageService } from '../../src/storage/index.js';
import { TestApp } from '../../src/testing/index.js';

it('gives a service that runs for the account the rows of its routes', async () => {
  const app = await TestApp.start();
  const { http, user } = await app.login();
  await http.put('/storage/both', { value: [1] });
  const caller = { accountId: user.account.id, userId: user.id, kind: 'job' } as const;
  const record = await runAs(caller, () => app.get(StorageService).get('both'));
  expect(record?.value).toEqual([1]);
  await app.close();
});
