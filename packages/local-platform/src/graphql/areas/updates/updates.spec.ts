import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { ADMIN, ApiUnderTest, BOARD, FOREIGNER, MEMBER, VIEWER } from '../../testing/api-under-test.js';

const ITEM = '7310284756';
const OTHER_ITEM = '7310284857';

describe('updates and notifications', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  async function write(args: string, as = ADMIN): Promise<string> {
    const { create_update } = await api.data<{ create_update: { id: string } }>(
      `mutation { create_update(${args}) { id } }`,
      { as },
    );
    return create_update.id;
  }

  it('writes an update with replies, and shows it on the item, the board and the account', async () => {
    const id = await write(`item_id: ${ITEM}, body: "<p>Hello &amp; <b>good</b><br>day</p>"`);
    const reply = await write(`parent_id: ${id}, body: "Hi"`, MEMBER);

    const shown = {
      id,
      body: '<p>Hello &amp; <b>good</b><br>day</p>',
      text_body: 'Hello & good\nday',
      creator_id: ADMIN,
      item_id: ITEM,
      item: { id: ITEM },
      replies: [{ id: reply, text_body: 'Hi', kind: 'reply', creator: { id: MEMBER } }],
    };
    const fields =
      'id body text_body creator_id item_id item { id } replies { id text_body kind creator { id } }';
    expect(
      await api.data(
        `{ items(ids: [${ITEM}]) { updates { ${fields} } subscribers { id } } boards(ids: [${BOARD}]) { updates { ${fields} } } updates { ${fields} } }`,
      ),
    ).toEqual({
      items: [{ updates: [shown], subscribers: [{ id: ADMIN }, { id: MEMBER }] }],
      boards: [{ updates: [shown] }],
      updates: [shown],
    });
    expect(await api.data(`{ replies(board_ids: [${BOARD}]) { id } }`)).toEqual({ replies: [{ id: reply }] });
    expect(await api.data('{ updates { id } }', { as: FOREIGNER })).toEqual({ updates: [] });
  });

  it('edits and deletes an update, only for its author or an admin', async () => {
    const id = await write(`item_id: ${ITEM}, body: "One"`, MEMBER);
    const other = await write(`item_id: ${ITEM}, body: "Mine"`);
    expect(await api.code(`mutation { delete_update(id: ${other}) { id } }`, { as: MEMBER })).toBe(
      'UserUnauthorizedException',
    );
    await api.data(`mutation { edit_update(id: ${id}, body: "Two") { id } }`, { as: MEMBER });
    expect(await api.data(`{ updates(ids: [${id}]) { text_body } }`)).toEqual({
      updates: [{ text_body: 'Two' }],
    });
    await write(`parent_id: ${id}, body: "Reply"`);
    await api.data(`mutation { delete_update(id: ${id}) { id } }`);
    expect(await api.data(`{ updates { id } replies(board_ids: [${BOARD}]) { id } }`)).toEqual({
      updates: [{ id: other }],
      replies: [],
    });
    await api.data(`mutation { clear_item_updates(item_id: ${ITEM}) { id } }`);
    expect(await api.data('{ updates { id } }')).toEqual({ updates: [] });
  });

  it('keeps one reaction of a user, and pins', async () => {
    const id = await write(`item_id: ${ITEM}, body: "One"`);
    const like = (type: string, as = ADMIN): Promise<unknown> =>
      api.data(`mutation { like_update(update_id: ${id}, reaction_type: "${type}") { id } }`, { as });
    await like('Like');
    await like('Love');
    await like('Clap', MEMBER);
    await api.data(`mutation { pin_to_top(id: ${id}) { id } }`);
    const fields =
      '{ updates { likes { reaction_type creator_id creator { id } } pinned_to_top { item_id } viewers { user_id } } }';
    expect(await api.data(fields)).toEqual({
      updates: [
        {
          likes: [
            { reaction_type: 'Love', creator_id: ADMIN, creator: { id: ADMIN } },
            { reaction_type: 'Clap', creator_id: MEMBER, creator: { id: MEMBER } },
          ],
          pinned_to_top: [{ item_id: ITEM }],
          viewers: [{ user_id: ADMIN }],
        },
      ],
    });
    await api.data(
      `mutation { a: unlike_update(update_id: ${id}) { id } b: unpin_from_top(id: ${id}) { id } }`,
    );
    expect(await api.data('{ updates { likes { creator_id } pinned_to_top { item_id } } }')).toEqual({
      updates: [{ likes: [{ creator_id: MEMBER }], pinned_to_top: [] }],
    });
  });

  it('pages through updates by number and by cursor', async () => {
    const ids: string[] = [];
    for (const text of ['1', '2', '3']) ids.unshift(await write(`item_id: ${ITEM}, body: "${text}"`));
    expect(await api.data('{ updates(limit: 2, page: 2) { id } }')).toEqual({ updates: [{ id: ids[2] }] });
    const page = async (
      cursor: string | null,
    ): Promise<{ cursor: string | null; updates: { id: string }[] }> => {
      const { items } = await api.data<{
        items: { updates_page: { cursor: string | null; updates: { id: string }[] } }[];
      }>(
        `query($c: String) { items(ids: [${ITEM}]) { updates_page(limit: 2, cursor: $c) { cursor updates { id } } } }`,
        { variables: { c: cursor } },
      );
      return items[0]!.updates_page;
    };
    const first = await page(null);
    const second = await page(first.cursor);
    expect([...first.updates, ...second.updates].map(({ id }) => id)).toEqual(ids);
    expect(second.cursor).toBeNull();
    expect(await api.code(`{ boards { updates_page(cursor: "!") { cursor } } }`)).toBe(
      'InvalidArgumentException',
    );
  });

  it('filters updates by time', async () => {
    await write(`item_id: ${ITEM}, body: "Now"`);
    expect(
      await api.data(
        `{ boards(ids: [${BOARD}]) { updates(from_date: "2020-01-01T00:00:00Z", to_date: "2020-02-01T00:00:00Z") { id } } }`,
      ),
    ).toEqual({
      boards: [{ updates: [] }],
    });
    expect(
      await api.data<{ boards: { updates: unknown[] }[] }>(
        `{ boards(ids: [${BOARD}]) { updates(from_date: "2020-01-01T00:00:00Z") { text_body } } }`,
      ),
    ).toEqual({ boards: [{ updates: [{ text_body: 'Now' }] }] });
  });

  it('notifies mentioned users and members of mentioned teams', async () => {
    const { create_team: team } = await api.data<{ create_team: { id: string } }>(
      `mutation { create_team(input: {name: "Crew", subscriber_ids: [${VIEWER}]}) { id } }`,
    );
    const id = await write(
      `item_id: ${ITEM}, body: "Look", mentions_list: [{id: ${MEMBER}, type: User}, {id: ${team.id}, type: Team}]`,
    );
    const fields =
      '{ notifications { kind_name text read creators { id } item { id } board { id } update { id } } }';
    const expected = {
      notifications: [
        {
          kind_name: 'mention',
          text: 'Look',
          read: false,
          creators: [{ id: ADMIN }],
          item: { id: ITEM },
          board: { id: BOARD },
          update: { id },
        },
      ],
    };
    expect(await api.data(fields, { as: MEMBER })).toEqual(expected);
    expect(await api.data(fields, { as: VIEWER })).toEqual(expected);
    expect(await api.data(fields)).toEqual({ notifications: [] });
  });

  it('sends notifications about items, boards and updates', async () => {
    const id = await write(`item_id: ${ITEM}, body: "One"`);
    const send = (target: string, type: string, text: string): Promise<unknown> =>
      api.data(
        `mutation { create_notification(user_id: ${MEMBER}, target_id: ${target}, target_type: ${type}, text: "${text}") { text } }`,
      );
    expect(await send(ITEM, 'Project', 'item')).toEqual({ create_notification: { text: 'item' } });
    await send(BOARD, 'Project', 'board');
    await send(id, 'Post', 'update');
    const list = async (args: string): Promise<{ id: string; text: string }[]> =>
      (
        await api.data<{ notifications: { id: string; text: string }[] }>(
          `{ notifications(${args}) { id text } }`,
          {
            as: MEMBER,
          },
        )
      ).notifications;
    const [newest, ...older] = await list('limit: 3');
    expect(newest?.text).toBe('update');
    expect(await list(`cursor: ${newest!.id}`)).toEqual(older);
    expect(await list('kind_names: ["mention"]')).toEqual([]);
    expect(
      await api.code(
        `mutation { create_notification(user_id: ${FOREIGNER}, target_id: ${ITEM}, target_type: Project, text: "x") { id } }`,
      ),
    ).toBe('InvalidUserIdException');
    expect(
      await api.code(
        `mutation { create_notification(user_id: ${MEMBER}, target_id: 1, target_type: Post, text: "x") { id } }`,
      ),
    ).toBe('ResourceNotFoundException');
  });

  it.each([
    [`body: "x"`, 'InvalidItemIdException'],
    [`item_id: 1, body: "x"`, 'InvalidItemIdException'],
    [`item_id: ${ITEM}, body: "<p> </p>"`, 'InvalidArgumentException'],
    [
      `item_id: ${ITEM}, body: "x", mentions_list: [{id: ${FOREIGNER}, type: User}]`,
      'InvalidUserIdException',
    ],
  ])('refuses an update with %s and writes nothing', async (args, code) => {
    expect(await api.code(`mutation { create_update(${args}) { id } }`)).toBe(code);
    expect(await api.data('{ updates { id } }')).toEqual({ updates: [] });
  });

  it('stores the mute settings of a user for a board', async () => {
    const shown = `{ mute_board_settings(board_ids: [${BOARD}]) { board_id mute_state enabled } }`;
    await api.data(
      `mutation { update_mute_board_settings(board_id: "${BOARD}", mute_state: CUSTOM_SETTINGS, enabled: [IM_MENTIONED]) { mute_state } }`,
    );
    expect(await api.data(shown)).toEqual({
      mute_board_settings: [{ board_id: BOARD, mute_state: 'CUSTOM_SETTINGS', enabled: ['IM_MENTIONED'] }],
    });
    expect(await api.data(shown, { as: MEMBER })).toEqual({
      mute_board_settings: [{ board_id: BOARD, mute_state: 'NOT_MUTED', enabled: [] }],
    });
  });

  describe('with a webhook', () => {
    let app: Server;
    let events: Record<string, unknown>[];

    beforeEach(async () => {
      events = [];
      app = createServer((request, response) => {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString()));
        request.once('end', () => {
          const body = JSON.parse(text) as { event?: Record<string, unknown> };
          response.setHeader('content-type', 'application/json').end(text);
          if (body.event) {
            events.push(body.event);
            app.emit('event');
          }
        });
      }).listen(0, '127.0.0.1');
      await once(app, 'listening');
    });
    afterEach(() => {
      app.closeAllConnections();
      app.close();
    });

    it.each([
      ['create_update', `create_update(item_id: ${OTHER_ITEM}, body: "New")`, 'New'],
      ['edit_update', 'edit_update(id: $id, body: "Changed")', 'Changed'],
      ['delete_update', 'delete_update(id: $id)', 'Old'],
    ])('sends %s', async (event, mutation, text) => {
      const id = await write(`item_id: ${OTHER_ITEM}, body: "Old"`);
      const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
      await api.data(
        `mutation { create_webhook(board_id: ${BOARD}, event: ${event}, url: "${url}") { id } }`,
      );
      const arrived = once(app, 'event');
      await api.data(`mutation { ${mutation.replace('$id', id)} { id } }`);
      await arrived;
      expect(events).toEqual([
        expect.objectContaining({
          type: event,
          textBody: text,
          pulseId: Number(OTHER_ITEM),
          boardId: Number(BOARD),
        }),
      ]);
    });
  });
});
