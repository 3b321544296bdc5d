import { AppModule } from '../../src/app/app.module.js';
import { ChangeLastItemStatus } from '../../src/app/features/change-last-item-status/change-last-item-status.action.js';
import { type ChangeLastItemStatusInput } from '../../src/app/features/change-last-item-status/change-last-item-status.dto.js';
import { type ActionContext, type MondayApi } from '../../src/monday/index.js';
import {
  eventually,
  TestApp,
  type HttpReply,
  type Login,
  type PlatformUser,
} from '../../src/testing/index.js';

const BOARD = '7310284655';
const FOREIGN_BOARD = '8840517329';

describe('an example', () => {
  let app: TestApp;
  let admin: Login;
  let stranger: PlatformUser;

  beforeAll(async () => {
    app = await TestApp.start({ app: AppModule });
    admin = await app.login();
    const users = await app.users();
    stranger = users.find(({ id, account }) => id !== admin.user.id && account.id === admin.user.account.id)!;
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    await app.http().delete(`${app.platform.url}/__sandbox/graphql/faults`);
  });

  const fault = (kind: string, times = 1): Promise<unknown> =>
    app.http().post(`${app.platform.url}/__sandbox/graphql/faults`, { fault: kind, times });

  describe('the action that changes the last item', () => {
    const input = {
      boardId: Number(BOARD),
      groupId: 'topics',
      statusColumnId: 'status',
      statusColumnValue: { index: 1 },
    };
    const run = (inputFields: object, body: object = {}): Promise<HttpReply> =>
      app.http().post(`${app.platform.url}/__sandbox/blocks/change-last-item-status`, {
        userId: stranger.id,
        inputFields,
        ...body,
      });
    const statusOf = async (name: string): Promise<unknown> => {
      const { items } = (await admin.http.get(`/monday/boards/${BOARD}/items`)).json<{
        items: { name: string; columnValues: { text: string }[] }[];
      }>();
      return items.find((item) => item.name === name)?.columnValues[0]?.text;
    };

    it.each([[undefined], [[]], ['1']])('refuses the status %j', async (statusColumnValue) => {
      const reply = await run({ ...input, statusColumnValue });

      expect(reply.json()).toMatchObject({ status: 400, body: { code: 'validation.failed' } });
    });

    it('uses the token that came with the request, for a user who never logged in', async () => {
      const reply = await run(input);

      expect(reply.json()).toMatchObject({ status: 200, body: { outputFields: { isChanged: true } } });
      expect(await statusOf('Check contrast and keyboard use')).toBe('Done');
    });

    it('takes the item with the latest date where a date column is given', async () => {
      const fields = { ...input, groupId: 'group_title', dateColumnId: 'date4' };

      const first = (await run(fields)).json<{ body: { outputFields: { itemId: number } } }>();
      const again = await run(fields);

      expect(await statusOf('Translate to Swedish')).toBe('Done');
      expect(again.json()).toMatchObject({
        body: { outputFields: { itemId: first.body.outputFields.itemId, isChanged: false } },
      });
    });

    it('gives the first answer to a run that is delivered again', async () => {
      const actionUuid = 'delivered-twice';
      const fields = { ...input, groupId: 'topics', statusColumnValue: { index: 2 } };

      const first = await run(fields, { actionUuid });
      const second = await run(fields, { actionUuid });

      expect(first.json()).toMatchObject({ body: { outputFields: { isChanged: true } } });
      expect(second.json()).toEqual(first.json());
    });

    it.each([
      ['no input', {}, 400],
      ['an id that is none', { ...input, boardId: 'x' }, 400],
      ['a status that is none', { ...input, statusColumnValue: 'Done' }, 400],
      ["another account's board", { ...input, boardId: FOREIGN_BOARD }, 404],
      ['an unknown group', { ...input, groupId: 'nope' }, 404],
      ['an unknown column', { ...input, statusColumnId: 'nope' }, 422],
    ])('fails for good on %s, in the form that monday shows', async (_name, inputFields, status) => {
      const reply = (await run(inputFields)).json<{ status: number; body: object }>();

      expect(reply.status).toBe(status);
      expect(reply.body).toMatchObject({
        severityCode: 4000,
        notificationErrorTitle: expect.any(String) as unknown,
        runtimeErrorDescription: expect.any(String) as unknown,
      });
    });

    it('leaves it to monday to come again where monday itself fails', async () => {
      await fault('unauthorized', 3);

      const reply = (await run({ ...input, statusColumnValue: { index: 5 } })).json<{
        status: number;
        body: object;
      }>();

      expect(reply.status).toBe(502);
      expect(reply.body).not.toHaveProperty('severityCode');
    });

    it('runs in the queue and reports back where the block is asynchronous', async () => {
      const reply = await run({ ...input, statusColumnValue: { index: 0 } }, { async: true });
      const { body, actionUuid } = reply.json<{ body: object; actionUuid: string }>();

      expect(body).toMatchObject({ status: 'received', actionUuid });
      const [callback] = await eventually(async () => {
        const query = { id: actionUuid };
        const list = (await app.http().get(`${app.platform.url}/__sandbox/callbacks`, { query })).json<
          object[]
        >();
        return list.length > 0 ? list : undefined;
      });
      // The token of the request came with the job: this user never logged in.
      expect(callback).toMatchObject({ body: { success: true } });
    });
  });
});

describe('the item that the action changed', () => {
  it.each([
    ['7', 7],
    ['9007199254740993', '9007199254740993'],
  ])('is %s in its output, as it is', async (id, itemId) => {
    const monday = {
      // eslint-disable-next-line @typescript-eslint/require-await -- as the API yields them
      items: async function* () {
        yield { id, name: 'x', columnValues: [] };
      },
      mutate: () => Promise.resolve({}),
    } as unknown as MondayApi;
    const input: ChangeLastItemStatusInput = {
      boardId: '1',
      groupId: 'g',
      statusColumnId: 'status',
      statusColumnValue: { index: 1 },
    };
    const context = { signal: new AbortController().signal } as ActionContext;
    expect(await new ChangeLastItemStatus(monday).run(input, context)).toEqual({ itemId, isChanged: true });
  });
});
