import {
  ADMIN,
  ApiUnderTest,
  BOARD,
  FOREIGN_BOARD,
  FOREIGNER,
  MEMBER,
} from '../../testing/api-under-test.js';

const ITEM = '7310284756';

describe('timelines, favorites and departments', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  it('keeps activities and what happened of them', async () => {
    const { create_custom_activity: activity } = await api.data<{ create_custom_activity: { id: string } }>(
      'mutation { create_custom_activity(name: "Call", icon_id: HEADPHONES, color: GO_GREEN) { id } }',
    );
    const create = async (title: string, day: number): Promise<string> => {
      const { create_timeline_item: made } = await api.data<{ create_timeline_item: { id: string } }>(
        `mutation { create_timeline_item(item_id: ${ITEM}, title: "${title}", summary: "Short", content: "<p>Long</p>", timestamp: "2026-11-0${day}T10:00:00Z", custom_activity_id: "${activity.id}") { id } }`,
      );
      return made.id;
    };
    const first = await create('First call', 1);
    await create('Second call', 2);

    const page = async (
      cursor: string | null,
    ): Promise<{ cursor: string | null; timeline_items: object[] }> => {
      const { timeline } = await api.data<{
        timeline: { timeline_items_page: { cursor: string | null; timeline_items: object[] } };
      }>(
        `query($c: String) { timeline(id: ${ITEM}) { timeline_items_page(limit: 1, cursor: $c) { cursor timeline_items { title content created_at custom_activity_id user { id } item { id } board { id } } } } }`,
        { variables: { c: cursor } },
      );
      return timeline.timeline_items_page;
    };
    const newest = await page(null);
    const oldest = await page(newest.cursor);
    const shown = {
      content: '<p>Long</p>',
      custom_activity_id: activity.id,
      user: { id: ADMIN },
      item: { id: ITEM },
      board: { id: BOARD },
    };
    expect(newest.timeline_items).toEqual([
      { ...shown, title: 'Second call', created_at: '2026-11-02T10:00:00Z' },
    ]);
    expect(oldest).toEqual({
      cursor: null,
      timeline_items: [{ ...shown, title: 'First call', created_at: '2026-11-01T10:00:00Z' }],
    });
    expect(
      await api.data(
        '{ search { timeline_items(query: "second") { results { indexed_data { title summary item_id } } } } }',
      ),
    ).toEqual({
      search: {
        timeline_items: {
          results: [{ indexed_data: { title: 'Second call', summary: 'Short', item_id: ITEM } }],
        },
      },
    });
    await api.data(`mutation { delete_timeline_item(id: "${first}") { id } }`);
    expect(
      await api.data(
        `{ timeline_item(id: ${first}) { id } custom_activity(name: "Call") { icon_id color type } }`,
      ),
    ).toEqual({
      timeline_item: null,
      custom_activity: [{ icon_id: 'HEADPHONES', color: 'GO_GREEN', type: 'custom' }],
    });
    await api.data(`mutation { delete_custom_activity(id: "${activity.id}") { id } }`);
    expect(await api.data('{ custom_activity { id } }')).toEqual({ custom_activity: [] });
    expect(
      await api.code(
        `mutation { create_timeline_item(item_id: ${ITEM}, title: "x", timestamp: "2026-11-01T10:00:00Z", custom_activity_id: "${activity.id}") { id } }`,
      ),
    ).toBe('ResourceNotFoundException');
  });

  it('keeps favorites of each user', async () => {
    const create = `mutation { create_favorite(input: {object: {id: ${BOARD}, type: Board}}) { favorite { object { id type } } } }`;
    expect(await api.data(create)).toEqual({
      create_favorite: { favorite: { object: { id: BOARD, type: 'Board' } } },
    });
    await api.data(create);
    expect(await api.data('{ favorites { object { id type } } }')).toEqual({
      favorites: [{ object: { id: BOARD, type: 'Board' } }],
    });
    expect(await api.data('{ favorites { id } }', { as: MEMBER })).toEqual({ favorites: [] });
    expect(await api.code(create.replace(BOARD, FOREIGN_BOARD))).toBe('ResourceNotFoundException');
    expect(
      await api.data(
        `mutation { delete_favorite(input: {object: {id: ${BOARD}, type: Board}}) { success } }`,
      ),
    ).toEqual({ delete_favorite: { success: true } });
    expect(await api.data('{ favorites { id } }')).toEqual({ favorites: [] });
  });

  it('keeps departments, their members and owners', async () => {
    const { create_department: department } = await api.data<{ create_department: { id: string } }>(
      'mutation { create_department(data: {name: "Design", reserved_seats: 4}) { id } }',
    );
    const { id } = department;
    await api.data(
      `mutation { a: assign_department_members(department_id: ${id}, user_ids: [${MEMBER}]) { successful_users { id } }
         b: assign_department_owner(department_id: ${id}, user_id: ${ADMIN}) { owner { id } }
         c: update_department(department_id: ${id}, data: {name: "Product"}) { name } }`,
    );
    expect(
      await api.data(
        `{ departments { name reserved_seats assigned_seats members { id } owners { id } } users(ids: [${MEMBER}]) { department { name } } }`,
      ),
    ).toEqual({
      departments: [
        {
          name: 'Product',
          reserved_seats: 4,
          assigned_seats: 1,
          members: [{ id: MEMBER }],
          owners: [{ id: ADMIN }],
        },
      ],
      users: [{ department: { name: 'Product' } }],
    });
    expect(await api.data('{ departments { id } }', { as: FOREIGNER })).toEqual({ departments: [] });
    expect(
      await api.code(`mutation { delete_department(department_id: ${id}) { id } }`, { as: MEMBER }),
    ).toBe('UserUnauthorizedException');
    await api.data(
      `mutation { a: clear_users_department(user_ids: [${MEMBER}]) { cleared_users { id } }
         b: unassign_department_owners(department_id: ${id}, user_ids: [${ADMIN}]) { unassigned_users { id } } }`,
    );
    expect(await api.data('{ departments { members { id } owners { id } } }')).toEqual({
      departments: [{ members: [], owners: [] }],
    });
    await api.data(`mutation { delete_department(department_id: ${id}) { id } }`);
    expect(await api.data('{ departments { id } }')).toEqual({ departments: [] });
  });
});
