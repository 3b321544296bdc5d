import { Readable } from 'node:stream';
import { Controller, Get, Header, Module, Param, StreamableFile } from '@nestjs/common';
import { Public } from '../../../src/caller/index.js';
import { MondayCodeAPIError } from '../../../src/errors/index.js';
import { TestApp } from '../../../src/testing/index.js';

const failing = (error: Error, pieces: readonly string[] = []): Readable =>
  Readable.from(
    (function* () {
      yield* pieces;
      throw error;
    })(),
    { objectMode: false },
  );

const FILES: Readonly<Record<string, () => StreamableFile>> = {
  whole: () => new StreamableFile(Readable.from(['a', 'b'])),
  broken: () => new StreamableFile(failing(new Error('EIO /secret/path'))),
  'at-monday': () =>
    new StreamableFile(failing(new MondayCodeAPIError({ api: 'graphql', failure: 'timeout' }))),
  half: () => new StreamableFile(failing(new Error('EIO'), ['half'])),
  own: () =>
    new StreamableFile(failing(new Error('EIO'))).setErrorHandler((_error, response) => {
      response.statusCode = 418;
      response.send('own');
    }),
};

@Public()
@Controller('files')
class Files {
  @Get(':name')
  @Header('Cache-Control', 'public, max-age=3600')
  @Header('Content-Disposition', 'attachment; filename="a.pdf"')
  open(@Param('name') name: string): StreamableFile {
    return FILES[name]!();
  }
}
@Module({ controllers: [Files] })
class FilesModule {}

describe('a file in a reply', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ imports: [FilesModule] });
  });
  afterAll(() => app.close());

  it('is streamed, with the headers of its route', async () => {
    const reply = await app.http().get('/files/whole');
    expect([reply.status, reply.text]).toEqual([200, 'ab']);
    expect(reply.headers.get('cache-control')).toBe('public, max-age=3600');
  });

  it.each([
    ['broken', 500, 'internal'],
    ['at-monday', 504, 'graphql.timeout'],
  ])('that cannot be read, %s, is an error like any other', async (name, status, code) => {
    const reply = await app.http().get(`/files/${name}`);
    expect(reply.json()).toMatchObject({ code, statusCode: status, requestId: expect.any(String) as string });
    expect(reply.status).toBe(status);
    expect(JSON.stringify(reply.json())).not.toContain('secret');
    expect(reply.headers.get('content-disposition')).toBeNull();
    expect(reply.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('that breaks off ends the connection', async () => {
    await expect(app.http().get('/files/half')).rejects.toThrow();
  });

  it('may have a handler of its own', async () => {
    expect((await app.http().get('/files/own')).status).toBe(418);
  });
});
