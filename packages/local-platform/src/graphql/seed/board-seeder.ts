import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { PlatformDatabase } from '../../database/index.js';
import { loadOnce, SandboxSettings, type Board, type SeedItem } from '../../state/index.js';
import { indexValue } from '../areas/items/write-values.js';
import { statusLabel } from '../column-types/status.js';
import { columnsOf, POSITION_STEP, Reader, type Column } from '../store/index.js';

/** Creation time of the seeded boards. */
const CREATED_AT = Date.UTC(2026, 8, 1, 9, 0);

/** Writes the boards of the seed to the database; existing boards are unchanged. */
@Injectable()
export class BoardSeeder implements OnModuleInit {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly settings: SandboxSettings,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.load();
  }

  load(): void {
    const { boards } = this.settings.seed;
    loadOnce(this.database, 'boards', boards, () => {
      for (const board of boards) this.loadBoard(board);
    });
  }

  private loadBoard(board: Board): void {
    const id = Number(board.id);
    if (this.database.get('SELECT 1 FROM boards WHERE id = ?', id)) return;
    this.database.insert('boards', {
      id,
      account_id: Number(board.accountId),
      name: board.name,
      description: board.description,
      creator_id: Number(board.ownerId),
      created_at: CREATED_AT,
      updated_at: CREATED_AT,
    });
    this.database.insert('board_users', { board_id: id, user_id: Number(board.ownerId), kind: 'owner' });
    this.loadColumns(id, board);
    for (const [index, group] of board.groups.entries()) {
      this.database.insert('groups', {
        board_id: id,
        id: group.id,
        title: group.title,
        color: group.color,
        position: (index + 1) * POSITION_STEP,
      });
    }
    const columns = columnsOf(new Reader(this.database, Number(board.accountId), this.clock), id);
    for (const [index, item] of board.items.entries()) this.loadItem(board, item, index, columns);
  }

  /** The name column comes first, as on every board. */
  private loadColumns(boardId: number, { columns }: Board): void {
    const all = [{ id: 'name', title: 'Name', type: 'name', labels: undefined }, ...columns];
    for (const [index, { id, title, type, labels }] of all.entries()) {
      const settings = labels
        ? {
            labels: Object.entries(labels).map(([label, text], place) =>
              statusLabel(Number(label), text, place),
            ),
          }
        : {};
      this.database.insert('columns', {
        board_id: boardId,
        id,
        type,
        title,
        settings: JSON.stringify(settings),
        position: (index + 1) * POSITION_STEP,
      });
    }
  }

  private loadItem(board: Board, item: SeedItem, index: number, columns: readonly Column[]): void {
    const at = Date.parse(item.createdAt);
    const by = Number(item.creatorId);
    const id = Number(item.id);
    const cells = Object.entries(item.values).map(([column, value]) => [column, { value, at, by }]);
    this.database.run(
      `INSERT INTO items (id, account_id, board_id, group_key, name, position, creator_id, created_at, updated_at,
         updater_id, column_values)
       SELECT ?1, ?2, ?3, key, ?5, ?6, ?7, ?8, ?8, ?7, ?9 FROM groups WHERE board_id = ?3 AND id = ?4`,
      id,
      Number(board.accountId),
      Number(board.id),
      item.groupId,
      item.name,
      (index + 1) * POSITION_STEP,
      by,
      at,
      JSON.stringify(Object.fromEntries(cells)),
    );
    for (const column of columns) indexValue(this.database, { id }, column, item.values[column.id]);
  }
}
