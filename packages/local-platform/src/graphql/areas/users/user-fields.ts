import { type GraphQLContext } from '../../graphql-context.js';
import { pageBounds, properties, times, type Area, type FieldResolver } from '../../resolvers/index.js';
import { findAccount, usersOf, type UserRow } from '../../store/index.js';
import { type LogRow } from '../boards/activity-logs.js';
import { productsOf } from '../account/products.js';

/** The sizes of a profile picture. */
const SIZES = ['original', 'small', 'thumb', 'thumb_small', 'tiny'] as const;

/** monday's picture for users without a photo. INFER: the file name of each size. */
const DEFAULT_PHOTO = 'https://cdn.monday.com/icons/dapulse_person_column.svg';

/** The roles that every account has (docs/monday-platform.md#graphql-requests). INFER: their ids. */
export const ROLES = [
  { id: 1, kind: 'admin', name: 'admin', roleType: 'basic_role' },
  { id: 2, kind: 'member', name: 'member', roleType: 'basic_role' },
  { id: 3, kind: 'view_only', name: 'view_only', roleType: 'basic_role' },
  { id: 4, kind: 'guest', name: 'guest', roleType: 'basic_role' },
] as const;

/** What `User.user_config` shows. INFER: the values for each kind of user. */
export function configOf(kind: string): object {
  return {
    kind,
    role_id: ROLES.find((role) => role.kind === kind)?.id ?? 0,
    visibility: ['visible'],
    behaviors: [],
    group: kind === 'guest' ? 'guests' : 'users',
  };
}

/** The fields of `User`. */
export const USER_FIELDS: Area['resolvers'][string] = {
  ...properties('id', 'name', 'email', 'kind', 'title', 'account_id', 'status'),
  ...properties('phone', 'mobile_phone', 'location', 'birthday', 'country_code', 'invitation_method'),
  ...properties('current_language', 'time_zone_identifier'),
  ...times('created_at', 'became_active_at', 'last_activity'),
  is_deleted: ({ is_deleted }: UserRow) => is_deleted === 1,
  account: (_user: UserRow, _args: object, context) => findAccount(context),
  account_products: (_user: UserRow, _args: object, context) => productsOf(context),
  url: ({ id }: UserRow, _args: object, { account }) => `https://${account.slug}.monday.com/users/${id}`,
  photo_url: (user: UserRow) => Object.fromEntries(SIZES.map((size) => [size, photoOf(user)])),
  out_of_office: ({ out_of_office }: UserRow) =>
    out_of_office === null ? null : (JSON.parse(out_of_office) as unknown),
  utc_hours_diff: ({ time_zone_identifier }: UserRow, _args: unknown, context: GraphQLContext) =>
    utcHours(time_zone_identifier, context.now()),
  is_email_confirmed: ({ status }: UserRow) => status !== 'PENDING',
  serial_number: ({ id }: UserRow, _args: object, context) =>
    usersOf(context).findIndex((user) => user.id === id) + 1,
  bb_visitor_id: ({ id }: UserRow) => String(id),
  user_config: ({ kind }: UserRow) => configOf(kind),
  // The accounts of the platform define no custom fields.
  custom_field_metas: () => [],
  custom_field_values: () => [],
  activity_logs: userLogs,
  ...untilJuly2026(),
};

/** Fields that version 2026-10 removed; `kind`, `status` and others replace them. */
function untilJuly2026(): Record<string, FieldResolver> {
  return {
    is_admin: ({ kind }: UserRow) => kind === 'admin',
    is_guest: ({ kind }: UserRow) => kind === 'guest',
    is_view_only: ({ kind }: UserRow) => kind === 'view_only',
    is_pending: ({ status }: UserRow) => status === 'PENDING',
    is_verified: ({ status }: UserRow) => status !== 'PENDING',
    enabled: ({ status }: UserRow) => status === 'ACTIVE',
    encrypt_api_token: () => null,
    sign_up_product_kind: () => 'core',
    join_date: () => null,
    ...Object.fromEntries(SIZES.map((size) => [`photo_${size}`, photoOf])),
  };
}

function photoOf({ photo_url }: UserRow): string {
  return photo_url ?? DEFAULT_PHOTO;
}

/** The offset of the time zone from UTC at that time. */
function utcHours(timeZone: string | null, now: number): number | null {
  if (timeZone === null) return null;
  const part = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName');
  const match = /([+-])(\d\d):(\d\d)/.exec(part?.value ?? '');
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) + Number(match[3]) / 60);
}

interface LogsArgs {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly board_ids?: readonly string[] | null;
  readonly event_types?: readonly string[] | null;
  readonly entities?: readonly string[] | null;
  readonly search?: string | null;
  readonly limit?: number | null;
  readonly cursor?: string | null;
}

const MAX_LOGS = 100;

/**
 * `User.activity_logs`, newest first. The cursor is the id of the last entry.
 * INFER: `search` searches the data of the entries.
 */
function userLogs(user: UserRow, args: LogsArgs, { database }: GraphQLContext): object {
  const { limit } = pageBounds({ limit: Math.min(args.limit ?? MAX_LOGS, MAX_LOGS) });
  const json = (values: readonly unknown[] | null | undefined): string | null =>
    values ? JSON.stringify(values) : null;
  const rows = database.all<LogRow>(
    `SELECT * FROM activity_log WHERE account_id = ?1 AND user_id = ?2
       AND (?3 IS NULL OR created_at >= ?3) AND (?4 IS NULL OR created_at <= ?4)
       AND (?5 IS NULL OR board_id IN (SELECT value FROM json_each(?5)))
       AND (?6 IS NULL OR event IN (SELECT value FROM json_each(?6)))
       AND (?7 IS NULL OR entity IN (SELECT value FROM json_each(?7)))
       AND (?8 IS NULL OR id < ?8) AND (?9 IS NULL OR instr(lower(data), lower(?9)) > 0)
     ORDER BY id DESC LIMIT ?10`,
    user.account_id,
    user.id,
    args.from ? Date.parse(args.from) : null,
    args.to ? Date.parse(args.to) : null,
    json(args.board_ids?.map(Number)),
    json(args.event_types),
    json(args.entities),
    args.cursor ? Number(args.cursor) : null,
    args.search ?? null,
    limit + 1,
  );
  const logs = rows.slice(0, limit);
  return { logs, cursor: rows.length > limit ? String(logs.at(-1)?.id ?? '') : null };
}
