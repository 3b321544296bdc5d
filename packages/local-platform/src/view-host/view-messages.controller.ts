import { Body, Controller, Get, Header, HttpCode, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { fieldsOf } from 'monday-persistence/json';
import { ViewBoards } from './view-boards.js';
import { ViewFeed } from './view-feed.js';
import { ViewRefusedError } from './view-host.errors.js';
import { ViewMessages, type MessageReply } from './view-messages.js';
import { ViewReader } from './view-reader.js';

/** What the page of the host calls. Web pages of other sites cannot reach it: see `loopbackOnly`. */
@Controller('__sandbox/view-host')
export class ViewMessagesController {
  constructor(
    private readonly reader: ViewReader,
    private readonly messages: ViewMessages,
    private readonly boards: ViewBoards,
    private readonly feed: ViewFeed,
  ) {}

  /** `{view, method, args}`: answers a message of a view. */
  @Post('messages')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  answer(@Body() body: unknown): Promise<MessageReply> {
    const { view, method, args } = fieldsOf(body);
    return this.messages.answer(this.reader.read(view), method, args);
  }

  /** Server-sent events: `board` with the events of the board, `settings` with the settings of the view. */
  @Get('changes')
  async changes(@Query() query: unknown, @Res() response: Response): Promise<void> {
    const view = this.reader.read(query);
    const isVisible =
      view.boardId === undefined || (await this.boards.find(view.user, view.boardId)) !== undefined;
    if (!isVisible) throw new ViewRefusedError('The user cannot see this board.');
    this.feed.open(view, response);
  }
}
