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

  /** As another client of monday. */
  const change = async (mutation: string): Promise<Record<string, { id: string }>> => {
    const scopes = ['boards:read', 'boards:write'];
    const headers = { authorization: await app.platform.accessToken(login.user.id, undefined, scopes) };
    const reply = await app.platform.http.post('/v2', { query: `mutation { ${mutation} }` }, { headers });
    return reply.json<{ data: Record<string, { id: string }> }>().data;
  };
  const move = (item: string, board: string): Promise<unknown> =>
    change(`move_item_to_board(board_id: ${board}, group_id: "topics", item_id: ${item}) { id }`);

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

  it.each([
    ['secret', { secret: 'the-client-secret-of-another-app' }],
    ['id', { claims: { client_id: 'another-app' } }],
  ])('are closed to a session token with the %s of another app', async (_what, forgery) => {
    const other = app.http(app.monday.viewSessionToken(login.user, forgery));
    const replies = [
      await other.get(`/board-notes/${boardId}`),
      await other.put(pathOf(), { text: 'x', version: '' }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([401, 401]);
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
    const boards = await change(`closed: create_board(board_name: "Closed", board_kind: private) { id }
      open: create_board(board_name: "Open", board_kind: public) { id }`);
    const [closed, open] = [boards['closed']!.id, boards['open']!.id];
    const items = Array.from(
      { length: 50 },
      (_, index) => `i${index}: create_item(board_id: ${open}, item_name: "${index}") { id }`,
    );
    const { moved } = await change(
      `moved: create_item(board_id: ${closed}, item_name: "Moved") { id } ${items.join(' ')}`,
    );
    const note = { text: 'For few', version: '' };
    expect((await view.put(pathOf(moved!.id, closed), note)).status).toBe(200);
    await move(moved!.id, open);
    const member = viewOf(await colleague('member'));
    const { cursor } = (await member.get(`/board-notes/${open}`)).json<{ cursor: string }>();
    const [own, others] = await Promise.all(
      [open, closed].map((board) => member.get(`/board-notes/${board}`, { query: { cursor } })),
    );
    expect(own!.json<Page>().items).toMatchObject([{ id: moved!.id, name: 'Moved' }]);
    expect(others!.json()['code']).toBe('monday.board_not_found');
    await change(`delete_item(item_id: ${moved!.id}) { id }`);
    expect((await view.put(pathOf(moved!.id, open), note)).json()['code']).toBe('monday.item_not_found');
  });

  it('are refused for a cursor that monday did not give', async () => {
    const reply = await view.get(`/board-notes/${boardId}`, { query: { cursor: 'made-up' } });
    expect([reply.status, reply.json()['code']]).toEqual([400, 'board-notes.cursor_invalid']);
  });

  it('go with an item that moves to another board, and only there', async () => {
    const boards = await change(`closed: create_board(board_name: "Closed", board_kind: private) { id }
      open: create_board(board_name: "Open", board_kind: public) { id }`);
    const [closed, open] = [boards['closed']!.id, boards['open']!.id];
    const { item } = await change(`item: create_item(board_id: ${open}, item_name: "Moves") { id }`);
    const member = viewOf(await colleague('member'));
    const written = await member.put(pathOf(item!.id, open), { text: 'Goes along', version: '' });
    await move(item!.id, closed);
    expect((await view.get(`/board-notes/${closed}`)).json<Page>().items).toEqual([
      { id: item!.id, name: 'Moves', note: written.json() },
    ]);
    expect((await member.get(`/board-notes/${open}`)).json<Page>().items).toEqual([]);
    const { version } = written.json<Note>();
    for (const board of [open, closed])
      expect((await member.put(pathOf(item!.id, board), { text: 'x', version: '' })).json()['code']).toBe(
        'monday.item_not_found',
      );
    const changed = await view.put(pathOf(item!.id, closed), { text: 'For few', version });
    await move(item!.id, open);
    expect((await member.get(`/board-notes/${open}`)).json<Page>().items[0]?.note).toEqual(changed.json());
  });

  it('are not written for a user who has seen one that there is not', async () => {
    const { items } = (await view.get(`/board-notes/${boardId}`)).json<Page>();
    const { id } = items.find(({ note }) => !note)!;
    const refused = await view.put(pathOf(id), { text: 'x', version: 'seen' });
    expect([refused.status, refused.json()['details']]).toEqual([409, { current: null }]);
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
