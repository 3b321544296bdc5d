import { Readable } from 'node:stream';
import { readBounded } from './read-bounded.js';

const streamOf = (...chunks: string[]): Readable => Readable.from(chunks.map((text) => Buffer.from(text)));

describe('readBounded', () => {
  it('joins the chunks', async () => {
    expect(String(await readBounded(streamOf('a', 'bc', 'd'), 4))).toBe('abcd');
  });

  it('reads an empty stream', async () => {
    expect(await readBounded(streamOf(), 0)).toEqual(Buffer.alloc(0));
  });

  it('destroys a stream that is longer', async () => {
    const stream = streamOf('a', 'bc', 'd');
    expect(await readBounded(stream, 3)).toBeUndefined();
    expect(stream.destroyed).toBe(true);
  });

  it('passes on the failure of the stream', async () => {
    const stream = new Readable({ read: () => undefined });
    const failure = new Error('broken');
    stream.destroy(failure);
    await expect(readBounded(stream, 3)).rejects.toBe(failure);
  });
});
