import {
  Injectable,
  ServiceUnavailableException,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { type Response } from 'express';
import { ChangeFeed, type Change } from '../graphql/index.js';
import { boardEvents, boardsOf } from './board-events.js';
import { placeOf, type View } from './view.js';

/** Of the browsers that are connected at the same time. */
const MAX_STREAMS = 100;
/** Of what one browser has not read yet. */
const MAX_UNREAD_BYTES = 1024 * 1024;

/**
 * Reports to browsers what changed, as server-sent events: changes of all boards by anybody, and settings of all views. The
 * pages of a browser share one stream, and each uses what concerns its view. A browser that does not read loses its stream; its
 * page connects again and requests what it missed.
 */
@Injectable()
export class ViewFeed implements OnModuleInit, BeforeApplicationShutdown {
  private readonly streams = new Set<Response>();

  constructor(private readonly changes: ChangeFeed) {}

  onModuleInit(): void {
    this.changes.subscribe((changes) => this.boardsChanged(changes));
  }

  /** Keeps the response open until the browser closes it. @throws ServiceUnavailableException */
  open(response: Response): void {
    if (this.streams.size >= MAX_STREAMS) throw new ServiceUnavailableException('Too many views are open.');
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
    response
      .writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      .write(': open\n\n');
  }

  settingsChanged(view: View, settings: Readonly<Record<string, unknown>>): void {
    this.send('settings', { place: placeOf(view), settings });
  }

  /** Otherwise, the open responses would keep the server from closing. */
  beforeApplicationShutdown(): void {
    for (const stream of this.streams) stream.end();
  }

  private boardsChanged(changes: readonly Change[]): void {
    if (this.streams.size === 0) return;
    for (const boardId of new Set(changes.flatMap(boardsOf))) {
      const own = changes.filter((change) => boardsOf(change).includes(boardId));
      this.send('board', { boardId, events: boardEvents(own) });
    }
  }

  private send(event: string, data: object): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const stream of this.streams) {
      if (stream.writableLength <= MAX_UNREAD_BYTES) stream.write(text);
      else this.drop(stream);
    }
  }

  private drop(stream: Response): void {
    this.streams.delete(stream);
    stream.destroy();
  }
}
