import {
  Injectable,
  ServiceUnavailableException,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { type Response } from 'express';
import { ChangeFeed, type Change } from '../graphql/index.js';
import { boardEvents, boardsOf } from './board-events.js';
import { instanceKeyOf, type View } from './view.js';

/** Of the pages that are open at the same time. */
const MAX_PAGES = 100;

interface OpenPage {
  readonly accountId: string;
  readonly boardId: number | undefined;
  readonly instance: string;
  readonly response: Response;
}

/** Tells open pages what changed, as server-sent events: changes of the board by anybody, and settings of the view. */
@Injectable()
export class ViewFeed implements OnModuleInit, BeforeApplicationShutdown {
  private readonly pages = new Set<OpenPage>();

  constructor(private readonly changes: ChangeFeed) {}

  onModuleInit(): void {
    this.changes.subscribe((changes) => this.boardChanged(changes));
  }

  /** Keeps the response open until the page closes it. @throws ServiceUnavailableException */
  open(view: View, response: Response): void {
    if (this.pages.size >= MAX_PAGES) throw new ServiceUnavailableException('Too many views are open.');
    const page = {
      accountId: view.user.accountId,
      boardId: view.boardId,
      instance: instanceKeyOf(view),
      response,
    };
    this.pages.add(page);
    response.once('close', () => this.pages.delete(page));
    response
      .writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      .write(': open\n\n');
  }

  settingsChanged(view: View, settings: Readonly<Record<string, unknown>>): void {
    for (const page of this.pages) {
      const isSame = page.accountId === view.user.accountId && page.instance === instanceKeyOf(view);
      if (isSame) send(page, 'settings', settings);
    }
  }

  /** Otherwise, the open responses would keep the server from closing. */
  beforeApplicationShutdown(): void {
    for (const { response } of this.pages) response.end();
  }

  private boardChanged(changes: readonly Change[]): void {
    for (const page of this.pages) {
      const own = changes.filter(
        (change) => page.boardId !== undefined && boardsOf(change).includes(page.boardId),
      );
      if (own.length > 0) send(page, 'board', boardEvents(own));
    }
  }
}

function send({ response }: OpenPage, event: string, data: unknown): void {
  response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
