import { EventEmitter } from 'node:events';
import { type Response } from 'express';
import { FakeClock } from 'monday-persistence/testing';
import { runAs } from '../../caller/index.js';
import { type AppConfig } from '../../config/index.js';
import { BodyMemory } from '../body/index.js';
import { ReplyMemory } from './reply-memory.js';

const MEBIBYTE = 1024 * 1024;

describe('ReplyMemory', () => {
  let memory: BodyMemory;
  let sut: ReplyMemory;
  let reads: number;
  let characters: number;

  beforeEach(() => {
    memory = new BodyMemory({ http: { maxBodyMemoryMb: 64 } } as AppConfig, new FakeClock());
    sut = new ReplyMemory(memory);
    reads = 0;
  });

  const responseOf = (): Response =>
    Object.assign(new EventEmitter(), { destroyed: false }) as unknown as Response;

  function hold(response: Response, readingBytes?: number): Promise<number> {
    const read = (): Promise<number> => {
      reads += 1;
      return Promise.resolve(characters);
    };
    return runAs({ accountId: '1', userId: '1', kind: 'user' }, () =>
      sut.hold(response, { read, sizeOf: (size) => size, readingBytes }),
    );
  }

  it('counts nothing for a small reply', async () => {
    characters = 64 * 1024;
    await hold(responseOf());
    expect([reads, memory.heldBytes]).toEqual([1, 0]);
  });

  it('holds two bytes for each character of a large one, until the client has it', async () => {
    characters = 6 * MEBIBYTE;
    const response = responseOf();
    await hold(response);
    expect([reads, memory.heldBytes]).toEqual([1, 12 * MEBIBYTE]);
    response.emit('close');
    expect(memory.heldBytes).toBe(0);
  });

  it('forgets what it has no memory for, and reads it again', async () => {
    characters = 10 * MEBIBYTE;
    const first = responseOf();
    await hold(first);
    const second = hold(responseOf());
    await new Promise((resolve) => setImmediate(resolve));
    expect([reads, memory.waiting]).toEqual([2, 1]);
    first.emit('close');
    await second;
    expect([reads, memory.heldBytes]).toEqual([3, 20 * MEBIBYTE]);
  });

  it('waits again for what grew meanwhile', async () => {
    characters = 10 * MEBIBYTE;
    const first = responseOf();
    await hold(first);
    const second = hold(responseOf());
    await new Promise((resolve) => setImmediate(resolve));
    characters = 12 * MEBIBYTE;
    first.emit('close');
    await second;
    expect([reads, memory.heldBytes]).toEqual([4, 24 * MEBIBYTE]);
  });

  it('holds memory while it reads, and then only for the reply', async () => {
    characters = 100;
    const pending = hold(responseOf(), 8 * MEBIBYTE);
    expect(memory.heldBytes).toBe(8 * MEBIBYTE);
    await pending;
    expect(memory.heldBytes).toBe(0);
    characters = 6 * MEBIBYTE;
    await hold(responseOf(), 8 * MEBIBYTE);
    expect([reads, memory.heldBytes]).toEqual([2, 12 * MEBIBYTE]);
  });
});
