import { BadRequestException, Injectable, NotFoundException } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { columnTypeOf, type IndexEntry } from '../column-types/index.js';
import { PlatformDatabase, type SqlValue } from '../../database/index.js';
import { SandboxSettings, type User } from '../../state/index.js';
import {
  columnsOf,
  countItems,
  findBoard,
  groupsOf,
  insertBoard,
  insertColumn,
  insertGroup,
  POSITION_STEP,
  Reader,
  type BoardRow,
  type Column,
} from '../store/index.js';
import { SAMPLE_COLUMNS, sampleWords, type SampleColumn, type SampleWorld } from './sample-columns.js';
import { SeededRandom } from './seeded-random.js';

/** What to generate. */
export interface BoardPlan {
  /** A board to fill; default: a new one. */
  readonly boardId?: string;
  /** Who owns a new board and the items; default: the first user of the seed. */
  readonly userId?: string;
  readonly name?: string;
  /** How many the board has in the end. Default 10,000, which is also the most that a board takes. */
  readonly items?: number;
  /** How many the board has in the end, beside the name; default: one of each type. */
  readonly columns?: number;
  /** The same seed on the same data gives the same board. Default 1. */
  readonly seed?: number;
}

export interface GeneratedBoard {
  readonly id: string;
  readonly name: string;
  readonly items: number;
  readonly columns: number;
}

export const MAX_GENERATED_ITEMS = 10_000;
export const MAX_GENERATED_COLUMNS = 100;
const MAX_SEED = 2 ** 31;

const CREATED_AT = Date.UTC(2026, 8, 1, 9, 0);
const GROUPS = ['#037f4c', '#579bfc', '#a25ddc', '#ff642e'];
const TAGS = ['urgent', 'later', 'customer', 'internal', 'idea'];
/** Different values in a column; items share them, which makes them cheap to write. */
const VARIANTS = 64;
/** Of ten cells, how many are empty. */
const EMPTY_OF_TEN = 1;
const INSERT_ITEM = `INSERT INTO items (id, account_id, board_id, group_key, name, position, creator_id, created_at,
  updated_at, updater_id, column_values) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?7, ?9)`;
const INSERT_INDEX = `INSERT INTO item_index (column_key, item_id, text, number, number_to, keys)
  VALUES (?, ?, ?, ?, ?, ?)`;

/** A value as it is written to the tables. */
interface Variant {
  /** `"<column id>":{"value":...,"at":...,"by":...}` */
  readonly json: string;
  readonly index: readonly SqlValue[] | undefined;
}

/** A column with the values of its items. */
interface SampledColumn {
  readonly column: Column;
  readonly variants: readonly Variant[];
  readonly isLinked: boolean;
}

/** Writes boards with many items and columns of all types, for tests and measurements. Nothing is reported as a change. */
@Injectable()
export class BoardGenerator {
  constructor(
    private readonly database: PlatformDatabase,
    private readonly settings: SandboxSettings,
    private readonly clock: Clock,
  ) {}

  /** Adds a board, in one transaction. @throws BadRequestException | NotFoundException */
  generate(plan: BoardPlan): GeneratedBoard {
    const items = within('items', plan.items ?? MAX_GENERATED_ITEMS, 0, MAX_GENERATED_ITEMS);
    const columns = within('columns', plan.columns ?? SAMPLE_COLUMNS.length, 1, MAX_GENERATED_COLUMNS);
    const seed = within('seed', plan.seed ?? 1, 0, MAX_SEED);
    const owner = this.ownerOf(plan.userId);
    return this.database.transaction(() => {
      const reader = new Reader(this.database, Number(owner.accountId), this.clock);
      const random = new SeededRandom(seed);
      const board = this.boardOf(plan, owner, reader);
      const before = columnsOf(reader, board.id).length - 1;
      const sampled = this.addColumns(this.worldOf(board.id, reader), random, columns - before, reader);
      const by = Number(owner.id);
      this.addItems({ board, by, count: items - countItems(reader, board.id) }, sampled, random, reader);
      return { id: String(board.id), name: board.name, items, columns };
    });
  }

  private boardOf({ boardId, name, seed = 1 }: BoardPlan, owner: User, reader: Reader): BoardRow {
    if (boardId !== undefined) {
      const board = findBoard(reader, Number(boardId));
      if (board) return board;
      throw new NotFoundException(`The account of the user has no board ${boardId}.`);
    }
    const board = insertBoard(reader, {
      ...{ name: name ?? `Generated ${seed}`, creator_id: Number(owner.id) },
      ...{ created_at: CREATED_AT, updated_at: CREATED_AT },
    });
    insertColumn(reader, { board_id: board.id, id: 'name', type: 'name', title: 'Name' });
    return board;
  }

  private addItems(
    { board, by, count }: { readonly board: BoardRow; readonly by: number; readonly count: number },
    columns: readonly SampledColumn[],
    random: SeededRandom,
    reader: Reader,
  ): void {
    if (count <= 0) return;
    const known = groupsOf(reader, board.id).length;
    const groups = GROUPS.map((color, index) => {
      const title = `Group ${known + index + 1}`;
      return insertGroup(reader, { board_id: board.id, id: `group_${known + index + 1}`, title, color });
    });
    const itemIds: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const id = this.database.nextId('items');
      const group = groups[Math.floor((index * groups.length) / count)];
      const row = { id, account_id: board.account_id, board_id: board.id, group_key: group?.key ?? 0 };
      this.addItem({ ...row, index, by }, columns, random, itemIds);
      itemIds.push(id);
    }
  }

  private ownerOf(userId: string | undefined): User {
    const { users } = this.settings.seed;
    const owner = userId === undefined ? users[0] : users.find(({ id }) => id === userId);
    if (!owner) throw new NotFoundException(`The seed has no user ${userId ?? ''}.`);
    return owner;
  }

  private worldOf(boardId: number, reader: Reader): SampleWorld {
    const ids = (sql: string): number[] =>
      this.database.all<{ id: number }>(sql, reader.accountId).map(({ id }) => id);
    return {
      boardId,
      userIds: ids('SELECT id FROM users WHERE account_id = ? ORDER BY id'),
      teamIds: [this.named('teams', 'Generated team', reader, { created_at: CREATED_AT })],
      tagIds: TAGS.map((name) => this.named('tags', name, reader, { color: '#579bfc' })),
      relationId: idOf(SAMPLE_COLUMNS.findIndex(({ type }) => type === 'board_relation')),
      numbersId: idOf(SAMPLE_COLUMNS.findIndex(({ type }) => type === 'numbers')),
      at: CREATED_AT,
    };
  }

  /** The id of the row with this name; it is added if it is missing. */
  private named(
    table: 'teams' | 'tags',
    name: string,
    { accountId }: Reader,
    rest: Readonly<Record<string, SqlValue>>,
  ): number {
    const known = this.database.get<{ id: number }>(
      `SELECT id FROM ${table} WHERE account_id = ? AND name = ?`,
      accountId,
      name,
    );
    if (known) return known.id;
    const id = this.database.nextId(table);
    this.database.insert(table, { id, account_id: accountId, name, ...rest });
    return id;
  }

  /** Adds columns, and returns those that have values. */
  private addColumns(
    world: SampleWorld,
    random: SeededRandom,
    count: number,
    reader: Reader,
  ): SampledColumn[] {
    const board_id = world.boardId;
    const samples = new Map<string, SampleColumn>();
    const taken = this.columnIds(board_id);
    for (let index = 0; index < count; index += 1) {
      const sample = sampleAt(index);
      const { type, title, settings } = sample;
      const id = freeId(idOf(index), taken);
      samples.set(id, sample);
      insertColumn(reader, { board_id, id, type, title, settings: settings?.(world) ?? {} });
    }
    // A new reader: the columns above are not in the cache of the other.
    return columnsOf(new Reader(this.database, reader.accountId, this.clock), board_id).flatMap(
      (column): SampledColumn[] => {
        const sample = samples.get(column.id);
        const { value, isLinked = false } = sample ?? {};
        if (!isLinked && !value) return [];
        const values = value ? Array.from({ length: VARIANTS }, () => value(random, world)) : [];
        const by = random.pick(world.userIds);
        return [{ column, variants: values.map((each) => variantOf(column, each, by)), isLinked }];
      },
    );
  }

  /** Those of deleted columns are taken too. */
  private columnIds(boardId: number): Set<string> {
    const rows = this.database.all<{ id: string }>('SELECT id FROM columns WHERE board_id = ?', boardId);
    return new Set(rows.map(({ id }) => id));
  }

  private addItem(
    item: {
      readonly id: number;
      readonly account_id: number;
      readonly board_id: number;
      readonly group_key: number;
      readonly index: number;
      readonly by: number;
    },
    columns: readonly SampledColumn[],
    random: SeededRandom,
    before: readonly number[],
  ): void {
    const cells = columns.flatMap((sampled) => cellOf(sampled, item.by, random, before) ?? []);
    this.database.run(
      INSERT_ITEM,
      ...[item.id, item.account_id, item.board_id, item.group_key],
      `${sampleWords(random, 2)} ${item.index + 1}`,
      (item.index + 1) * POSITION_STEP,
      ...[item.by, CREATED_AT],
      `{${cells.map(({ variant }) => variant.json).join(',')}}`,
    );
    for (const { key, variant } of cells) {
      if (variant.index) this.database.run(INSERT_INDEX, key, item.id, ...variant.index);
    }
  }
}

function within(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new BadRequestException(`${name} must be a whole number from ${least} to ${most}.`);
}

function sampleAt(index: number): SampleColumn {
  const sample = SAMPLE_COLUMNS[index % SAMPLE_COLUMNS.length];
  if (!sample) throw new Error('there are no sample columns');
  // A board holds one column of these types; the next of them repeats a plain type instead.
  const isRepeated = index >= SAMPLE_COLUMNS.length;
  return isRepeated && ['dependency', 'subtasks'].includes(sample.type) ? sampleAt(1) : sample;
}

/** `status_1`, `text_1`, and so on; `status_2` if the types begin again. */
function idOf(index: number): string {
  return `${sampleAt(index).type}_${Math.floor(index / SAMPLE_COLUMNS.length) + 1}`;
}

/** The id, with more behind it if it is taken. It is taken from then on. */
function freeId(id: string, taken: Set<string>): string {
  let free = id;
  while (taken.has(free)) free = `${free}x`;
  taken.add(free);
  return free;
}

function variantOf(column: Column, value: unknown, by: number): Variant {
  const entry = columnTypeOf(column).index?.(value, column);
  return {
    json: `${JSON.stringify(column.id)}:${JSON.stringify({ value, at: CREATED_AT, by })}`,
    index: entry && rowOf(entry),
  };
}

function rowOf({ text, number, numberTo, keys }: IndexEntry): SqlValue[] {
  return [text ?? null, number ?? null, numberTo ?? null, keys ? `|${keys.join('|')}|` : null];
}

/** The value of one cell, if it is not empty. Links lead to items that were written before. */
function cellOf(
  { column, variants, isLinked }: SampledColumn,
  by: number,
  random: SeededRandom,
  before: readonly number[],
): { readonly key: number; readonly variant: Variant } | undefined {
  if (random.below(10) < EMPTY_OF_TEN || (isLinked && before.length === 0)) return undefined;
  const variant = isLinked
    ? variantOf(column, { linkedPulseIds: [{ linkedPulseId: random.pick(before) }] }, by)
    : random.pick(variants);
  return { key: column.key, variant };
}
