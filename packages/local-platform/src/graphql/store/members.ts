import { type Reader } from './reader.js';
import { type TeamRow, type UserRow } from './rows.js';

export type MemberKind = 'owner' | 'subscriber';

/** A part of a list, as SQL's LIMIT and OFFSET. */
interface Bounds {
  readonly limit: number;
  readonly offset: number;
}

const ALL: Bounds = { limit: -1, offset: 0 };

/** The users or teams of boards or of workspaces, in a table such as `board_users`. */
export class Members<Row extends UserRow | TeamRow> {
  private readonly table: string;

  constructor(
    private readonly place: 'board' | 'workspace',
    private readonly member: 'user' | 'team',
  ) {
    this.table = `${place}_${member}s`;
  }

  /** The owners of a place, or all its members, by id. */
  find({ database }: Reader, placeId: number, kind: MemberKind, { limit, offset } = ALL): Row[] {
    const { table, place, member } = this;
    return database.all<Row>(
      `SELECT ${member}s.* FROM ${member}s JOIN ${table} ON ${member}_id = ${member}s.id
       WHERE ${place}_id = ?1 AND (?2 = 'subscriber' OR ${table}.kind = ?2)
       ORDER BY ${member}s.id LIMIT ?3 OFFSET ?4`,
      placeId,
      kind,
      limit,
      offset,
    );
  }

  /** Adds members; one that exists gets the new kind. */
  add({ database }: Reader, placeId: number, members: readonly Row[], kind: MemberKind): void {
    const { table, place, member } = this;
    for (const { id } of members) {
      database.run(
        `INSERT INTO ${table} (${place}_id, ${member}_id, kind) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET kind = excluded.kind`,
        placeId,
        id,
        kind,
      );
    }
  }

  /** Removes members and returns those that were there. */
  remove({ database }: Reader, placeId: number, members: readonly Row[]): Row[] {
    const { table, place, member } = this;
    const sql = `DELETE FROM ${table} WHERE ${place}_id = ? AND ${member}_id = ?`;
    return members.filter(({ id }) => database.run(sql, placeId, id) > 0);
  }

  /** Adds the members of one place to another, without changing those it has. */
  copy({ database }: Reader, fromId: number, toId: number): void {
    const { table, place, member } = this;
    database.run(
      `INSERT OR IGNORE INTO ${table} (${place}_id, ${member}_id, kind)
       SELECT ?, ${member}_id, kind FROM ${table} WHERE ${place}_id = ?`,
      toId,
      fromId,
    );
  }
}

export const BOARD_USERS = new Members<UserRow>('board', 'user');
export const BOARD_TEAMS = new Members<TeamRow>('board', 'team');
export const WORKSPACE_USERS = new Members<UserRow>('workspace', 'user');
export const WORKSPACE_TEAMS = new Members<TeamRow>('workspace', 'team');
