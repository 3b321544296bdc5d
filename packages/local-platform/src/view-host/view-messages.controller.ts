import { BadRequestException, Body, Controller, Get, Header, HttpCode, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { fieldsOf } from 'monday-persistence/json';
import { isDeeper } from '../is-deeper.js';
import { ViewFeed } from './view-feed.js';
import { ViewMessages, type MessageReply } from './view-messages.js';
import { ViewReader } from './view-reader.js';

/** Of the JSON of a message. */
const MAX_LEVELS = 200;

/** What the page of the host calls. Web pages of other sites cannot reach it: see `loopbackOnly`. */
@Controller('__sandbox/view-host')
export class ViewMessagesController {
  constructor(
    private readonly reader: ViewReader,
    private readonly messages: ViewMessages,
    private readonly feed: ViewFeed,
  ) {}

  /** `{view, method, args}`: answers a message of a view. */
  @Post('messages')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  answer(@Body() body: unknown): Promise<MessageReply> {
    if (isDeeper(body, MAX_LEVELS))
      throw new BadRequestException(`A message has at most ${MAX_LEVELS} levels.`);
    const { view, method, args } = fieldsOf(body);
    return this.messages.answer(this.reader.read(view), method, args);
  }

  /** `{view, itemId, columnId, name, content}`, the content in base64: adds a file that the user chose. */
  @Post('uploads')
  @HttpCode(200)
  upload(@Body() body: unknown): Promise<MessageReply> {
    const { view, itemId, columnId, name, content } = fieldsOf(body);
    const texts = [itemId, columnId, name, content];
    if (!texts.every((text) => typeof text === 'string'))
      throw new BadRequestException('The file is incomplete.');
    const [item, column, file, data] = texts as [string, string, string, string];
    const upload = {
      itemId: item,
      columnId: column,
      name: file,
      content: new Uint8Array(Buffer.from(data, 'base64')),
    };
    return this.messages.upload(this.reader.read(view), upload);
  }

  /** Server-sent events: `board` with the events of a board, `settings` with the settings of the views at one place. */
  @Get('changes')
  changes(@Res() response: Response): void {
    this.feed.open(response);
  }
}
