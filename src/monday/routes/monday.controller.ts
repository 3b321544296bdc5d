import { Controller, Get, Param, Query } from '@nestjs/common';
import { AllowView } from '../../caller/index.js';
import { AnyJson, Documented } from '../../docs/index.js';
import { MondayApi, type ItemsPage, type MondayBoard } from '../api/index.js';
import type { MondayIdentity } from '../client/index.js';
import { BoardParams } from './board-params.dto.js';
import { BoardsQuery } from './boards-query.dto.js';
import { ItemsQuery } from './items-query.dto.js';

/** monday as the caller sees it, with their own connection. */
@AllowView()
@Controller('monday')
export class MondayController {
  constructor(private readonly monday: MondayApi) {}

  /** Who the caller is at monday. */
  @Documented('Who the caller is at monday', {
    200: {
      id: '58120443',
      name: 'Amara Lindqvist',
      email: 'amara@harborpine.example',
      isAdmin: true,
      isGuest: false,
      isViewOnly: false,
      account: { id: '18345021', slug: 'harbor-pine', name: 'Harbor & Pine Studio' },
    },
  })
  @Get('me')
  me(): Promise<MondayIdentity> {
    return this.monday.me();
  }

  /** The caller's boards, by page. */
  @Documented('Lists boards', {
    200: {
      boards: [
        { id: '7310284655', name: 'Website relaunch', description: new AnyJson(null), state: 'active' },
      ],
    },
  })
  @Get('boards')
  async boards(@Query() { limit = '25', page = '1' }: BoardsQuery): Promise<{ boards: MondayBoard[] }> {
    return { boards: await this.monday.boards({ limit: Number(limit), page: Number(page) }) };
  }

  /** A board's items; `cursor` leads to the next page. */
  @Documented('Lists the items of a board', {
    200: {
      items: [
        {
          id: '1',
          name: 'First',
          group: new AnyJson({ id: 'topics', title: 'Topics' }),
          columnValues: [
            { id: 'status', type: 'status', text: new AnyJson('Done'), value: new AnyJson({ index: 1 }) },
          ],
        },
      ],
      'cursor?': 'MSw5…',
    },
  })
  @Get('boards/:id/items')
  items(@Param() { id }: BoardParams, @Query() { limit = '100', cursor }: ItemsQuery): Promise<ItemsPage> {
    const pageSize = Number(limit);
    return cursor === undefined
      ? this.monday.itemsPage(id, { pageSize })
      : this.monday.nextItemsPage(cursor, pageSize);
  }
}
