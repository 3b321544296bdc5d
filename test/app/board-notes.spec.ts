import { AppModule } from '../../src/app/app.module.js';
import { TestApp, type HttpClient, type Login, type PlatformUser } from '../../src/testing/index.js';

interface Note {
  readonly text: string;
  readonly version: string;
}

interface Page {
  readonly items: readonly { readonly id: string; readonly note?: Note }[];
}

describe('the notes of a board', () => {
  let app: TestApp;
  let login: Login;
  let colleagues: readonly PlatformUser[];
  let boardId: string;
  let itemId: string;
  let view: HttpClient;

  const viewOf = (user: PlatformUser): HttpClient => app.http(app.monday.viewSessionToken(user));
  const colleague = async (role: string): Promise<PlatformUser> => {
    const user = colleagues.find((each) => each.role === role)!;
    await app.login(user.id);
    return user;
  };

  beforeAll(async () => {
    app = await TestApp.start({ app: AppModule });
    login = await app.login();
    view = viewOf(login.user);
    colleagues = (await app.users()).filter(({ account }) => account.id === login.user.account.id);
    const { boards } = (await login.http.get('/monday/boards')).json<{ boards: { id: string }[] }>();
    boardId = boards[0]!.id;
    itemId = (await view.get(`/board-notes/${boardId}`)).json<Page>().items[0]!.id;
  });
  afterAll(() => app.close());

  const noteFor = async (http: HttpClient): Promise<Note | undefined> => {
    const { items } = (await http.get(`/board-notes/${boardId}`)).json<Page>();
    return items.find(({ id }) => id === itemId)?.note;
  };
  const pathOf = (item = itemId, board = boardId): string => `/board-notes/${board}/${item}`;

  it('are written and read by the users of the account', async () => {
    const written = await view.put(pathOf(), { text: 'Waiting for the photos', version: '' });
    expect(written.status).toBe(200);
    const note = written.json();
    expect(note).toMatchObject({ text: 'Waiting for the photos', updatedBy: login.user.id });
    const member = viewOf(await colleague('member'));
    expect(await noteFor(member)).toEqual(note);
  });

  it('are not overwritten by a user who has not seen the current one', async () => {
    const version = (await noteFor(view))?.version ?? '';
    expect((await view.put(pathOf(), { text: 'first', version })).status).toBe(200);
    const refused = await view.put(pathOf(), { text: 'second', version });
    expect([refused.status, refused.json()['code']]).toEqual([409, 'board-notes.changed']);
    const current = await noteFor(view);
    expect(current?.text).toBe('first');
    expect(refused.json()['details']).toEqual({ current });
  });

  it('are only read by viewers and guests', async () => {
    const viewer = viewOf(await colleague('viewer'));
    expect((await viewer.get(`/board-notes/${boardId}`)).status).toBe(200);
    const refused = await viewer.put(pathOf(), { text: 'x', version: '' });
    expect([refused.status, refused.json()['code']]).toEqual([403, 'auth.read_only']);
  });

  it('are those of boards that monday shows the user', async () => {
    const stranger = (await app.users()).find(({ account }) => account.id !== login.user.account.id)!;
    const other = viewOf(stranger);
    const unconnected = await other.get(`/board-notes/${boardId}`);
    expect(unconnected.json()['code']).toBe('auth.connection_required');
    await app.login(stranger.id);
    expect((await other.get(`/board-notes/${boardId}`)).json()['code']).toBe('monday.board_not_found');
    const note = { text: 'x', version: '' };
    for (const reply of [await other.put(pathOf(), note), await view.put(pathOf(itemId, '1'), note)])
      expect(reply.json()['code']).toBe('monday.item_not_found');
  });

  it('are not read by the cursor of another board, nor written for an item that was deleted', async () => {
    const scopes = ['boards:read', 'boards:write'];
    const headers = { authorization: await app.platform.accessToken(login.user.id, undefined, scopes) };
    const call = async (query: string): Promise<Record<string, { id: string }>> => {
      const reply = await app.platform.http.post('/v2', { query: `mutation { ${query} }` }, { headers });
      return reply.json<{ data: Record<string, { id: string }> }>().data;
    };
    const boards = await call(`closed: create_board(board_name: "Closed", board_kind: private) { id }
      open: create_board(board_name: "Open", board_kind: public) { id }`);
    const [closed, open] = [boards['closed']!.id, boards['open']!.id];
    const items = Array.from(
      { length: 50 },
      (_, index) => `i${index}: create_item(board_id: ${open}, item_name: "${index}") { id }`,
    );
    const { moved } = await call(
      `moved: create_item(board_id: ${closed}, item_name: "Moved") { id } ${items.join(' ')}`,
    );
    const note = { text: 'For few', version: '' };
    expect((await view.put(pathOf(moved!.id, closed), note)).status).toBe(200);
    await call(`move_item_to_board(board_id: ${open}, group_id: "topics", item_id: ${moved!.id}) { id }`);
    const member = viewOf(await colleague('member'));
    const { cursor } = (await member.get(`/board-notes/${open}`)).json<{ cursor: string }>();
    const [own, others] = await Promise.all(
      [open, closed].map((board) => member.get(`/board-notes/${board}`, { query: { cursor } })),
    );
    expect(own!.json<Page>().items).toEqual([{ id: moved!.id, name: 'Moved' }]);
    expect(others!.json()['code']).toBe('monday.board_not_found');
    await call(`delete_item(item_id: ${moved!.id}) { id }`);
    expect((await view.put(pathOf(moved!.id, open), note)).json()['code']).toBe('monday.item_not_found');
  });

  it.each([
    ['a board that is no number', '/board-notes/x', undefined],
    ['an item that is no number', '/board-notes/1/x', { text: 'x', version: '' }],
    ['a text that is too long', '/board-notes/1/1', { text: 'x'.repeat(2_001), version: '' }],
    ['no version', '/board-notes/1/1', { text: 'x' }],
  ])('refuse %s', async (_what, path, body) => {
    const reply = body === undefined ? await view.get(path) : await view.put(path, body);
    expect([reply.status, reply.json()['code']]).toEqual([400, 'validation.failed']);
  });
});
