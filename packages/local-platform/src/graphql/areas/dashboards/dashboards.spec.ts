import { ApiUnderTest, BOARD, MEMBER } from '../../testing/api-under-test.js';

describe('dashboards, and what matters to a user', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  it('keeps dashboards with widgets', async () => {
    const { create_workspace: workspace } = await api.data<{ create_workspace: { id: string } }>(
      'mutation { create_workspace(name: "Ops", kind: open) { id } }',
    );
    const { create_dashboard: made } = await api.data<{ create_dashboard: { id: string } }>(
      `mutation { create_dashboard(name: "Load", workspace_id: ${workspace.id}, board_ids: [${BOARD}], kind: PRIVATE) { id name kind workspace_id board_folder_id } }`,
    );
    expect(made).toEqual({
      id: made.id,
      name: 'Load',
      kind: 'PRIVATE',
      workspace_id: workspace.id,
      board_folder_id: null,
    });
    const rename = `mutation { update_dashboard(id: ${made.id}, name: "Work") { name kind } }`;
    expect(await api.code(rename, { as: MEMBER })).toBe('ResourceNotFoundException');
    expect(await api.data(rename)).toEqual({ update_dashboard: { name: 'Work', kind: 'PRIVATE' } });
    const { create_widget: widget } = await api.data<{ create_widget: { id: string } }>(
      `mutation { create_widget(parent: {kind: DASHBOARD, id: ${made.id}}, kind: NUMBER, name: "Sum", settings: {a: 1}) { id name kind parent { kind id } } }`,
    );
    expect(widget).toEqual({
      id: widget.id,
      name: 'Sum',
      kind: 'NUMBER',
      parent: { kind: 'DASHBOARD', id: made.id },
    });
    const remove = `mutation { delete_widget(id: ${widget.id}) }`;
    expect(await api.data(remove)).toEqual({ delete_widget: true });
    expect(await api.code(remove)).toBe('ResourceNotFoundException');
    expect(await api.data(`mutation { delete_dashboard(id: ${made.id}) }`)).toEqual({
      delete_dashboard: true,
    });
    expect(await api.code(rename)).toBe('ResourceNotFoundException');
    expect(await api.data('{ all_widgets_schema { widget_type } }')).toMatchObject({
      all_widgets_schema: expect.arrayContaining([{ widget_type: 'CHART' }]) as unknown,
    });
  });

  it('knows boards and people that matter', async () => {
    expect(
      await api.data(
        '{ intelligence { relevant_boards(limit: 1) { board { id } } relevant_people { user { id } } } }',
        {
          version: 'dev',
        },
      ),
    ).toMatchObject({
      intelligence: {
        relevant_boards: [{ board: {} }],
        relevant_people: expect.arrayContaining([{ user: { id: MEMBER } }]) as unknown,
      },
    });
  });
});
