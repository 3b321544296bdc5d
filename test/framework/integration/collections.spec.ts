import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import fc from 'fast-check';
import { AllowReadOnly } from '../../../src/caller/index.js';
import { Feature } from '../../../src/feature/index.js';
import { AnyQuery } from '../../../src/http/index.js';
import {
  collection,
  SecureStorage,
  SecureStorageModule,
  type CollectionQuery,
} from '../../../src/storage/index.js';
import { Persistence } from '../../../src/persistence/index.js';
import { TestApp, type HttpClient, type PlatformUser } from '../../../src/testing/index.js';

interface Note {
  readonly at?: number;
  readonly text?: string;
}

class Notes extends collection<Note>({ name: 'notes', indexes: { at: 'number', text: 'text' } }) {}

/** Passes on what a client sends, unchecked. */
@AllowReadOnly()
@Controller('notes')
class NotesController {
  constructor(
    private readonly notes: Notes,
    private readonly secrets: SecureStorage,
  ) {}

  @AnyQuery()
  @Get()
  list(@Query() query: object): Promise<unknown> {
    return this.notes.query(query);
  }

  @Put('query')
  query(@Body() query: CollectionQuery<'at'>): Promise<unknown> {
    return this.notes.query(query);
  }

  @Put('secrets/:key')
  share(@Param('key') key: string, @Body() { value, ...options }: { value: unknown }): Promise<unknown> {
    return this.secrets.put(key, value, { ...options, scope: 'account' });
  }

  @Get('secrets/:key')
  async secret(@Param('key') key: string): Promise<unknown> {
    return { value: (await this.secrets.get(key, { scope: 'account' }))?.value };
  }

  @Put(':id')
  put(@Param('id') id: string, @Body() note: Note): Promise<unknown> {
    return this.notes.put(id, note);
  }

  @Delete(':id')
  remove(@Param('id') id: string): Promise<unknown> {
    return this.notes.delete(id);
  }
}

@Feature({
  name: 'notes',
  imports: [SecureStorageModule],
  controllers: [NotesController],
  collections: [Notes],
})
class NotesFeature {}

describe('collections and shared secrets behind routes', () => {
  let app: TestApp;
  let users: PlatformUser[];
  beforeAll(async () => {
    app = await TestApp.start({ imports: [NotesFeature] });
    users = await app.users();
  });
  afterAll(() => app.close());

  const loginOf = async (role: PlatformUser['role'], other = false): Promise<HttpClient> => {
    const account = users.find((user) => user.role === 'admin')!.account.id;
    const user = users.find((each) => each.role === role && (each.account.id === account) !== other)!;
    return (await app.login(user.id)).http;
  };

  it('answer pages with cursors, to the own account only', async () => {
    const http = await loginOf('admin');
    for (const at of [3, 1, 2]) expect((await http.put(`/notes/n${at}`, { at })).status).toBe(200);
    const first = await http.put('/notes/query', { index: 'at', limit: 2 });
    const { records, cursor } = first.json<{ records: object[]; cursor: string }>();
    expect(records).toEqual([
      { id: 'n1', document: { at: 1 } },
      { id: 'n2', document: { at: 2 } },
    ]);
    const next = await http.put('/notes/query', { index: 'at', limit: 2, cursor });
    expect(next.json()).toEqual({ records: [{ id: 'n3', document: { at: 3 } }] });
    const foreign = await loginOf('admin', true);
    expect((await foreign.put('/notes/query', { index: 'at' })).json()).toEqual({ records: [] });
    const refused = await foreign.put('/notes/query', { index: 'at', cursor });
    expect([refused.status, refused.json()['code']]).toEqual([400, 'collections.invalid_input']);
  });

  it('refuse an unknown index by name', async () => {
    const reply = await (await loginOf('member')).get('/notes', { query: { index: 'sentAt' } });
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({
      error: 'BaseError',
      code: 'collections.invalid_input',
      details: [{ field: 'index', message: 'must be an index of the collection: notes has at, text' }],
    });
  });

  it('never answer 500 nor change anything, whatever a client sends', async () => {
    const http = await loginOf('admin');
    const documents = async (): Promise<unknown> =>
      (await app.get(Persistence).scan({ prefix: 'storage/', limit: 1_000 })).map(({ key, value }) => [
        key,
        value,
      ]);
    const before = await documents();
    const anything = fc.jsonValue({ maxDepth: 2 });
    const query = fc.dictionary(
      fc.constantFrom('index', 'from', 'to', 'equals', 'order', 'limit', 'cursor', 'constructor', 'x'),
      anything,
    );
    const invalid = fc.record({
      at: fc.oneof(fc.string(), fc.boolean(), fc.array(fc.integer()), fc.object()),
    });
    await fc.assert(
      fc.asyncProperty(query, invalid, async (sent, note) => {
        const found = await http.put('/notes/query', sent);
        expect([200, 400]).toContain(found.status);
        expect((await http.put('/notes/fuzz', note)).status).toBe(400);
        expect((await http.put('/notes/%00', {})).status).toBe(400);
      }),
      { numRuns: 60 },
    );
    expect(await documents()).toEqual(before);
  });

  it('let the role of the login decide who writes a secret of the account', async () => {
    const [admin, member, viewer, guest] = [
      await loginOf('admin'),
      await loginOf('member'),
      await loginOf('viewer'),
      await loginOf('guest'),
    ];
    const put = async (http: HttpClient, body: object): Promise<unknown> => {
      const reply = await http.put('/notes/secrets/key', body);
      return reply.status === 200 ? 200 : [reply.status, reply.json()['code']];
    };
    const refused = [403, 'secure-storage.write_not_allowed'];
    expect(await put(member, { value: 0 })).toEqual(refused);
    expect(await put(admin, { value: 1 })).toBe(200);
    expect(await put(member, { value: 2 })).toEqual(refused);
    expect(await put(admin, { value: 3, writers: 'members' })).toBe(200);
    expect(await put(member, { value: 4 })).toBe(200);
    for (const http of [viewer, guest]) {
      expect(await put(http, { value: 5 })).toEqual(refused);
      expect((await http.get('/notes/secrets/key')).json()).toEqual({ value: 4 });
    }
    const foreign = await loginOf('admin', true);
    expect((await foreign.get('/notes/secrets/key')).json()).toEqual({});
  });
});
