import { Controller, Get, Param, Query } from '@nestjs/common';
import { AllowView } from '../../caller/index.js';
import { Documented } from '../../docs/index.js';
import { MondayApi, type ItemsPage, type MondayBoard, type MondayItem } from '../api/index.js';
import { type MondayIdentity } from '../client/index.js';
import { BoardParams } from './board-params.dto.js';
import { BoardsQuery } from './boards-query.dto.js';
import { BoardItemsQuery } from './board-items-query.dto.js';
import { LIST_BOARDS, LIST_ITEMS, READ_IDENTITY } from './monday.docs.js';

/** monday as the caller sees it, with their own connection. */
@AllowView()
@Controller('monday')
export class MondayController {
  constructor(private readonly monday: MondayApi) {}

  /** Reads the caller's user at monday. */
  @Documented(READ_IDENTITY)
  @Get('me')
  me(): Promise<MondayIdentity> {
    return this.monday.me();
  }

  /** The caller's boards, by page. */
  @Documented(LIST_BOARDS)
  @Get('boards')
  async boards(@Query() { limit = '25', page = '1' }: BoardsQuery): Promise<{ boards: MondayBoard[] }> {
    return { boards: await this.monday.boards({ limit: Number(limit), page: Number(page) }) };
  }

  /** A board's items; `cursor` leads to the next page. */
  @Documented(LIST_ITEMS)
  @Get('boards/:id/items')
  async items(
    @Param() { id }: BoardParams,
    @Query() { limit = '100', cursor }: BoardItemsQuery,
  ): Promise<ItemsPage> {
    const pageSize = Number(limit);
    const page =
      cursor === undefined
        ? await this.monday.itemsPage(id, { pageSize })
        : await this.monday.nextItemsPage(cursor, pageSize);
    return { ...page, items: page.items.map(withoutDetails) };
  }
}

/** The route's contract has the four common fields of a column only. */
function withoutDetails({ columnValues, ...item }: MondayItem): MondayItem {
  return {
    ...item,
    columnValues: columnValues.map(({ id, type, text, value }) => ({ id, type, text, value })),
  };
}
