import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { sampleEvent } from '../../blocks/subscribed-events.js';
import { ApiUnderTest, BOARD } from '../testing/api-under-test.js';

const ITEM = '7310284756';
const OTHER_BOARD = '7310291180';

/**
 * Each subscription type of the API with a mutation that triggers it, and the expected event. `{{name}}` is a value that
 * the preparation stored. `item_restored` and `move_subitem` are missing because the API has no mutation for them.
 */
const EVENTS: readonly (readonly [subscription: string, mutation: string, shows: object, config?: object])[] =
  [
    [
      'create_item',
      `create_item(board_id: ${BOARD}, item_name: "New") { id }`,
      { type: 'create_pulse', pulseName: 'New' },
    ],
    [
      'change_column_value',
      `change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "numbers", value: "3") { id }`,
      { type: 'update_column_value', columnId: 'numbers', value: '3', previousValue: '12' },
    ],
    [
      'change_status_column_value',
      `change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "status", value: "Stuck") { id }`,
      { type: 'update_column_value', columnId: 'status', value: { label: { index: 2, text: 'Stuck' } } },
      { columnId: 'status', columnValue: { index: 2 } },
    ],
    [
      'change_specific_column_value',
      `change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "date4", value: "2027-01-01") { id }`,
      { columnId: 'date4' },
      { columnId: 'date4' },
    ],
    [
      'change_name',
      `change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "name", value: "Renamed") { id }`,
      { type: 'update_name', value: { name: 'Renamed' } },
    ],
    [
      'item_archived',
      `archive_item(item_id: ${ITEM}) { id }`,
      { type: 'archive_pulse', itemId: Number(ITEM) },
    ],
    ['item_deleted', `delete_item(item_id: ${ITEM}) { id }`, { type: 'delete_pulse', itemId: Number(ITEM) }],
    [
      'item_deleted',
      `delete_group(board_id: ${BOARD}, group_id: "group_title") { id }`,
      { type: 'delete_pulse', groupId: 'group_title' },
    ],
    [
      'item_moved_to_any_group',
      `move_item_to_group(item_id: ${ITEM}, group_id: "group_title") { id }`,
      { type: 'move_pulse_into_group', sourceGroupId: 'topics', destGroupId: 'group_title' },
    ],
    [
      'item_moved_to_specific_group',
      `move_item_to_group(item_id: ${ITEM}, group_id: "group_title") { id }`,
      { destGroupId: 'group_title' },
      { groupId: 'group_title' },
    ],
    [
      'create_column',
      `create_column(board_id: ${BOARD}, title: "Size", column_type: text, id: "size") { id }`,
      { type: 'create_column', columnId: 'size', columnTitle: 'Size', columnType: 'text' },
    ],
    [
      'create_update',
      `create_update(item_id: ${ITEM}, body: "Hi") { id }`,
      { type: 'create_update', textBody: 'Hi' },
    ],
    [
      'edit_update',
      'edit_update(id: {{update}}, body: "Ho") { id }',
      { type: 'edit_update', textBody: 'Ho' },
    ],
    ['delete_update', 'delete_update(id: {{update}}) { id }', { type: 'delete_update', textBody: 'Old' }],
    [
      'create_subitem',
      `create_subitem(parent_item_id: ${ITEM}, item_name: "Part 2") { id }`,
      { type: 'create_pulse', pulseName: 'Part 2', parentItemId: ITEM },
    ],
    [
      'change_subitem_column_value',
      'change_simple_column_value(board_id: {{subboard}}, item_id: {{subitem}}, column_id: "status", value: "Done") { id }',
      { columnId: 'status', parentItemId: ITEM },
    ],
    [
      'change_subitem_name',
      'change_simple_column_value(board_id: {{subboard}}, item_id: {{subitem}}, column_id: "name", value: "Bit") { id }',
      { type: 'update_name', value: { name: 'Bit' } },
    ],
    ['create_subitem_update', 'create_update(item_id: {{subitem}}, body: "Sub") { id }', { textBody: 'Sub' }],
    ['subitem_archived', 'archive_item(item_id: {{subitem}}) { id }', { type: 'archive_pulse' }],
    ['subitem_deleted', 'delete_item(item_id: {{subitem}}) { id }', { type: 'delete_pulse' }],
  ];

/** The fields that every event has; the sender of samples adds them. */
const COMMON = {
  app: '',
  userId: 0,
  triggerTime: '',
  triggerUuid: '',
  subscriptionId: 0,
  originalTriggerUuid: null,
};

/** The type of each field. Values of columns have many. */
function typesOf(event: object): Record<string, string> {
  const entries = Object.entries(event).filter(([name]) => name !== 'value' && name !== 'previousValue');
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value === null ? 'null' : typeof value]).sort(),
  ) as Record<string, string>;
}

describe('every webhook event', () => {
  let api: ApiUnderTest;
  let app: Server;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    app = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.once('end', () => {
        const { event } = JSON.parse(text) as { event?: object };
        response.setHeader('content-type', 'application/json').end(text);
        if (event) app.emit(request.url ?? '', event);
      });
    }).listen(0, '127.0.0.1');
    await once(app, 'listening');
  });
  afterAll(async () => {
    await api.close();
    app.closeAllConnections();
    app.close();
  });
  beforeEach(() => api.reset());

  /** Each subscription has a separate address, so that late events of an earlier subscription are not mixed up with its event. */
  const cases = EVENTS.map(([subscription, mutation, shows, config], index) => ({
    path: `/${index}`,
    subscription,
    mutation,
    shows,
    config,
  }));

  it.each(cases)(
    '$subscription is sent after $mutation',
    async ({ path, subscription, mutation, shows, config }) => {
      const { update, subitem } = await api.data<{
        update: { id: string };
        subitem: { id: string; board: { id: string } };
      }>(
        `mutation { update: create_update(item_id: ${ITEM}, body: "Old") { id }
         subitem: create_subitem(parent_item_id: ${ITEM}, item_name: "Part") { id board { id } } }`,
      );
      const known: Record<string, string> = {
        update: update.id,
        subitem: subitem.id,
        subboard: subitem.board.id,
      };
      const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}${path}`;
      await api.data(
        `mutation($config: JSON) { create_webhook(board_id: ${BOARD}, event: ${subscription}, url: "${url}", config: $config) { id } }`,
        { variables: { config: config ? JSON.stringify(config) : undefined } },
      );

      const arrived = once(app, path);
      await api.data(
        `mutation { ${mutation.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => known[name] ?? '')} }`,
      );
      const [event] = (await arrived) as [object];

      expect(event).toMatchObject({
        app: 'monday',
        userId: 58120443,
        triggerUuid: expect.any(String) as unknown,
        subscriptionId: expect.any(Number) as unknown,
        ...('parentItemId' in shows ? { ...shows, parentItemId: Number(shows.parentItemId) } : shows),
      });
      const sample = { ...COMMON, ...sampleEvent(subscription) };
      expect(typesOf(event)).toEqual(typesOf(sample));
    },
  );

  it('sends a move to another board to the subscriptions of that board', async () => {
    const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/move`;
    const subscribe = (event: string, config?: object): Promise<unknown> =>
      api.data(
        `mutation($config: JSON) { create_webhook(board_id: ${OTHER_BOARD}, event: ${event}, url: "${url}-${event}", config: $config) { id } }`,
        { variables: { config: config ? JSON.stringify(config) : undefined } },
      );
    await subscribe('item_moved_to_any_group');
    await subscribe('item_moved_to_specific_group', { groupId: 'topics' });
    const arrived = ['any', 'specific'].map((which) => once(app, `/move-item_moved_to_${which}_group`));
    await api.data(
      `mutation { move_item_to_board(board_id: ${OTHER_BOARD}, group_id: "topics", item_id: ${ITEM}) { id } }`,
    );
    for (const [event] of (await Promise.all(arrived)) as [object][]) {
      expect(event).toMatchObject({
        type: 'move_pulse_into_board',
        boardId: Number(OTHER_BOARD),
        pulseId: Number(ITEM),
        sourceBoardId: Number(BOARD),
        sourceGroupId: 'topics',
        destBoardId: Number(OTHER_BOARD),
        destGroupId: 'topics',
      });
    }
  });
});
