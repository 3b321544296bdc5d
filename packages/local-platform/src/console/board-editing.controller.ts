import {
  BadRequestException,
  Body,
  Controller,
  Get,
  NotFoundException,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { type Response } from 'express';
import { UserCalls, BoardTables, type ItemInput } from '../graphql/index.js';
import { pageSecurity } from '../pages/index.js';
import { SandboxState, type User } from '../state/index.js';
import { callOf, isChangeName, type ChangeName } from './board-changes.js';
import { BoardContentPage } from './board-content.page.js';
import { BoardsPage } from './boards.page.js';
import { ItemPage } from './item.page.js';
import { actingUser } from './parts.js';

type Fields = Readonly<Record<string, unknown>>;

/** No board has more items. */
const MAX_OFFSET = 1_000_000_000;
/** Changes after which there is nothing to go back to. */
const REMOVES_ITEM: ReadonlySet<ChangeName> = new Set(['delete-item', 'archive-item']);

/** The pages of boards and items, and their forms. */
@Controller('boards')
export class BoardEditingController {
  constructor(
    private readonly list: BoardsPage,
    private readonly content: BoardContentPage,
    private readonly item: ItemPage,
    private readonly boards: BoardTables,
    private readonly api: UserCalls,
    private readonly state: SandboxState,
  ) {}

  @Get()
  showList(@Res() response: Response): void {
    send(response, this.list.render());
  }

  @Get(':board')
  showBoard(@Param('board') board: string, @Query() query: Fields, @Res() response: Response): void {
    const { group, offset, as } = query;
    const view = {
      offset: Math.min(Math.max(0, Math.trunc(Number(offset ?? 0)) || 0), MAX_OFFSET),
      ...(typeof group === 'string' && { groupId: group }),
      ...(typeof as === 'string' && { userId: as }),
    };
    send(response, known(this.content.render(Number(board), view), 'board'));
  }

  @Get(':board/items/:item')
  showItem(
    @Param('board') board: string,
    @Param('item') item: string,
    @Res() response: Response,
    @Query('as') as?: unknown,
  ): void {
    const userId = typeof as === 'string' ? as : undefined;
    send(response, known(this.item.render(Number(board), Number(item), userId), 'item'));
  }

  /** Makes one change, and goes back to the page of what was changed. */
  @Post('change')
  async change(@Body() form: Fields | undefined, @Res() response: Response): Promise<void> {
    const given = form ?? {};
    const { change } = given;
    if (!isChangeName(change)) throw new BadRequestException('There is no such change.');
    const problem = await this.api.change(this.userOf(given), callOf(change, given));
    if (problem !== undefined) return this.refuse(response, given, problem);
    const isOfItem = given['item'] !== undefined && !REMOVES_ITEM.has(change);
    response.redirect(303, change === 'delete-board' ? '/boards' : placeOf(given, isOfItem));
  }

  /** Saves the values of an item that differ from those that are stored, each with a change of its own. */
  @Post('values')
  async setValues(@Body() form: Fields | undefined, @Res() response: Response): Promise<void> {
    const given = form ?? {};
    const found = this.boards.item(Number(given['board']), Number(given['item']));
    if (!found) throw new NotFoundException('There is no such item.');
    const user = this.userOf(given);
    const { name } = given;
    const calls = [
      ...(name === found.item.name ? [] : [callOf('rename-item', given)]),
      ...found.inputs.flatMap((input) => changeOf(input, given)),
    ];
    for (const call of calls) {
      const problem = await this.api.change(user, call);
      if (problem !== undefined) return this.refuse(response, given, problem);
    }
    response.redirect(303, placeOf(given, true));
  }

  private refuse(response: Response, given: Fields, problem: string): void {
    const { board, item, as } = given;
    const userId = typeof as === 'string' ? as : undefined;
    const document =
      this.item.render(Number(board), Number(item), userId, problem) ??
      this.content.render(Number(board), { offset: 0, userId, problem }) ??
      this.list.render(problem);
    send(response.status(400), document);
  }

  /** Who makes the change: the user whom the form names, of the account of the board. */
  private userOf({ as, board, account }: Fields): User {
    const accountId = typeof account === 'string' ? account : this.accountOf(Number(board));
    const user = actingUser(this.state.users(accountId), typeof as === 'string' ? as : undefined);
    if (!user) throw new BadRequestException('The account has no active user.');
    return user;
  }

  private accountOf(boardId: number): string {
    const found = this.boards.find(boardId, { offset: 0 });
    if (!found) throw new NotFoundException('There is no such board.');
    return String(found.board.account_id);
  }
}

function changeOf({ column, kind, value }: ItemInput, given: Fields): ReturnType<typeof callOf>[] {
  const text = given[`value.${column.id}`];
  if (kind === 'none' || typeof text !== 'string' || text === value) return [];
  const isJson = kind === 'json';
  const fields = { ...given, column: column.id, value: isJson && text.trim() === '' ? '{}' : text };
  return [callOf(isJson ? 'set-json' : 'set-text', fields)];
}

function placeOf({ board, item, as }: Fields, isOfItem: boolean): string {
  const path = board === undefined ? '' : `/${Number(board)}${isOfItem ? `/items/${Number(item)}` : ''}`;
  return `/boards${path}${typeof as === 'string' && as !== '' ? `?as=${encodeURIComponent(as)}` : ''}`;
}

function known(document: string | undefined, what: string): string {
  if (document === undefined) throw new NotFoundException(`There is no such ${what}.`);
  return document;
}

function send(response: Response, document: string): void {
  response.set(pageSecurity([], true)).type('html').send(document);
}
