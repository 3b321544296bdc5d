import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { type Response } from 'express';
import { type Change, type ChangeFeed } from '../graphql/index.js';
import { ViewFeed } from './view-feed.js';

const BOARD = { id: 7, parent_board_id: null };
const CHANGE = {
  kind: 'value_changed',
  board: BOARD,
  item: { id: 1 },
  column: { id: 'text', type: 'text' },
  before: null,
  after: 'x'.repeat(100_000),
} as unknown as Change;

describe('the feed of the view host', () => {
  it('ends the stream of a browser that does not read, and keeps the others', () => {
    let publish: (changes: readonly Change[]) => void = () => undefined;
    const changes = { subscribe: (listener: typeof publish) => void (publish = listener) };
    const feed = new ViewFeed(changes as unknown as ChangeFeed);
    feed.onModuleInit();
    // Without a connection, a response keeps what is written to it.
    const [unread, read] = [0, 1].map(
      () => new ServerResponse(new IncomingMessage(new Socket())) as unknown as Response,
    ) as [Response, Response];
    for (const response of [unread, read]) feed.open(response);
    const sent: string[] = [];
    Object.defineProperty(read, 'writableLength', { value: 0 });
    read.write = (text: string) => sent.push(text) > 0;
    for (let count = 0; count < 20; count += 1) publish([CHANGE]);
    expect([unread.destroyed, read.destroyed]).toEqual([true, false]);
    expect(unread.writableLength).toBeLessThan(1_300_000);
    expect(sent).toHaveLength(20);
  });
});
