import { ApiUnderTest, BOARD, FOREIGNER, MEMBER } from '../../testing/api-under-test.js';

describe('search', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  async function names(kind: string, args: string, field = 'name', as?: string): Promise<unknown[]> {
    const { search } = await api.data<{
      search: Record<string, { results: { indexed_data: Record<string, unknown> }[] }>;
    }>(`{ search { ${kind}(${args}) { results { id indexed_data { ${field} } } } } }`, { as });
    return search[kind]!.results.map(({ indexed_data }) => indexed_data[field]);
  }

  it('finds items by their names and the texts of their columns', async () => {
    expect(await names('items', 'query: "CONTACT form"')).toEqual(['Replace the contact form']);
    expect(await names('items', 'query: "hanna@fjordcoffee.example"')).toEqual(['Fjord Coffee']);
    expect(await names('items', `query: "fjord", board_ids: [${BOARD}]`)).toEqual([
      'Write the case study for Fjord Coffee',
    ]);
    expect(await names('items', 'query: "fjord", limit: 1')).toEqual(['Fjord Coffee']);
    expect(await names('items', 'query: "fjord"', 'name', FOREIGNER)).toEqual([]);
    expect(await names('items', 'query: "nothing of it"')).toEqual([]);
  });

  it('finds new data, and no deleted data', async () => {
    const { create_item: item } = await api.data<{ create_item: { id: string } }>(
      `mutation { create_item(board_id: ${BOARD}, item_name: "Überraschung") { id } }`,
    );
    expect(
      await api.data(
        '{ search { items(query: "Überraschung") { results { id indexed_data { url board_id } live_data { name board { id } } } } } }',
      ),
    ).toEqual({
      search: {
        items: {
          results: [
            {
              id: item.id,
              indexed_data: {
                url: `https://harbor-pine.monday.com/boards/${BOARD}/pulses/${item.id}`,
                board_id: BOARD,
              },
              live_data: { name: 'Überraschung', board: { id: BOARD } },
            },
          ],
        },
      },
    });
    await api.data(`mutation { delete_item(item_id: ${item.id}) { id } }`);
    expect(await names('items', 'query: "Überraschung"')).toEqual([]);
  });

  it('finds boards, workspaces, docs, updates and users', async () => {
    const { create_workspace: workspace } = await api.data<{ create_workspace: { id: string } }>(
      'mutation { create_workspace(name: "Operations", kind: closed, description: "Night shift") { id } }',
    );
    const { create_doc: doc } = await api.data<{ create_doc: { id: string } }>(
      `mutation { create_doc(location: {workspace: {workspace_id: ${workspace.id}, name: "Runbook"}}) { id } }`,
    );
    await api.data(
      `mutation { add_content_to_doc_from_markdown(docId: ${doc.id}, markdown: "Call the harbour master") { success } }`,
    );
    await api.data(
      'mutation { create_update(item_id: 7310284756, body: "<p>The lighthouse is dark</p>") { id } }',
    );

    expect(await names('boards', 'query: "relaunch"')).toEqual(['Website relaunch']);
    expect(await names('boards', 'query: "first sketch"')).toEqual(['Website relaunch']);
    expect(await names('workspaces', 'query: "night"')).toEqual(['Operations']);
    expect(await names('workspaces', 'query: "night"', 'name', MEMBER)).toEqual([]);
    expect(await names('docs', 'query: "runbook"')).toEqual(['Runbook']);
    expect(await names('docs', 'query: "harbour master"')).toEqual(['Runbook']);
    expect(await names('updates', 'query: "lighthouse"', 'body')).toEqual(['<p>The lighthouse is dark</p>']);
    expect(await names('updates', `query: "lighthouse", creator_ids: [${MEMBER}]`, 'body')).toEqual([]);
    expect(await names('users', 'query: "tomás"', 'name')).toEqual(['Tomás Rivera']);
  });

  it('heeds times, and refuses an empty query', async () => {
    expect(
      await names('items', 'query: "fjord", date_range: {created_before: "2020-01-01T00:00:00Z"}'),
    ).toEqual([]);
    expect(
      await names(
        'items',
        'query: "fjord coffee", date_range: {created_after: "2020-01-01T00:00:00Z"}, limit: 1',
      ),
    ).toEqual(['Fjord Coffee']);
    expect(await api.code('{ search { items(query: " ") { results { id } } } }')).toBe(
      'InvalidArgumentException',
    );
  });
});
