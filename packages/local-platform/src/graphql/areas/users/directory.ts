import { decodeJson, encodeJson, fieldsOf } from 'monday-persistence/json';
import { type ItemsQuery } from '../../filters/items-query.js';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { usersOf, type UserRow } from '../../store/index.js';
import { requireAdmin, requireUsers } from './user-access.js';

interface DirectoryArgs {
  readonly query_params?: ItemsQuery | null;
  readonly cursor?: string | null;
  readonly limit?: number | null;
}

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 500;

/**
 * `Query.get_directory_resources`: the people of the account. A cursor continues its query, and excludes `query_params`
 * (docs/monday-platform.md#people). INFER: the local platform serves it on every plan.
 */
export function listDirectory(args: DirectoryArgs, context: GraphQLContext): object {
  const limit = args.limit ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT) throw invalid(`limit is from 1 to ${MAX_LIMIT}.`);
  const { offset, query } = positionOf(args);
  const found = usersOf(context).filter((user) => matches(user, query, context));
  const next = offset + limit;
  return {
    id: context.accountId,
    resources: found.slice(offset, next),
    cursor: next < found.length ? encodeJson({ offset: next, query }) : null,
  };
}

function positionOf({ cursor, query_params }: DirectoryArgs): { offset: number; query: ItemsQuery } {
  if (!cursor) return { offset: 0, query: query_params ?? {} };
  if (query_params) throw invalid('query_params cannot be sent with a cursor.');
  const { offset, query } = fieldsOf(decodeJson(cursor));
  if (!Number.isSafeInteger(offset) || Number(offset) < 0) throw invalid('The cursor is not valid.');
  // The query was checked by the schema when the cursor was made; a forged one selects only people that may be seen.
  return { offset: Number(offset), query: fieldsOf(query) };
}

function matches(user: UserRow, query: ItemsQuery, context: GraphQLContext): boolean {
  const { rules, operator } = query;
  if (!Array.isArray(rules) || rules.length === 0) return true;
  const fits = rules.map((rule: unknown) => fitsRule(user, fieldsOf(rule), context));
  return operator === 'or' ? fits.includes(true) : !fits.includes(false);
}

/** INFER: `contains_text` is the operator that is known to work with every attribute. */
function fitsRule(user: UserRow, rule: Readonly<Record<string, unknown>>, context: GraphQLContext): boolean {
  const attribute = String(rule['column_id']);
  const read = ATTRIBUTES[attribute];
  if (!read) throw invalid(`There is no attribute ${attribute}.`);
  if (rule['operator'] !== 'contains_text') throw invalid('The operator of attributes is contains_text.');
  const compared: unknown = rule['compare_value'];
  const wanted = (Array.isArray(compared) ? compared : [compared]).map((one) => String(one).toLowerCase());
  return wanted.some((text) => read(user, context).some((value) => value.toLowerCase().includes(text)));
}

const ATTRIBUTES: Readonly<Record<string, (user: UserRow, context: GraphQLContext) => string[]>> = {
  NAME: ({ name }) => [name],
  EMAIL: ({ email }) => [email],
  JOB_ROLE: ({ title }) => [title],
  LOCATION: ({ location }) => [location ?? ''],
  SKILLS: (user, context) => skillsOf(user, {}, context),
  TEAMS: ({ id }, { database }) =>
    database
      .all<{ name: string }>('SELECT name FROM teams JOIN team_members ON team_id = id WHERE user_id = ?', id)
      .map(({ name }) => name),
};

export function skillsOf({ id }: UserRow, _args: object, { database }: GraphQLContext): string[] {
  return database
    .all<{ skill: string }>('SELECT skill FROM user_skills WHERE user_id = ? ORDER BY rowid', id)
    .map(({ skill }) => skill);
}

/** `DirectoryResourceKind` of a user. */
export function directoryKind({ kind }: UserRow): string {
  if (kind === 'guest') return 'GUEST';
  return kind === 'view_only' ? 'VIEWER' : 'USER';
}

interface ChangeArgs {
  readonly attribute: 'JOB_ROLE' | 'SKILLS' | 'LOCATION';
  readonly values: readonly string[];
  readonly resource_ids: readonly string[];
}

/** `Mutation.update_directory_resources_attributes`: adds skills, replaces the other attributes. No value changes nothing. */
export function changeDirectory(
  { attribute, values, resource_ids }: ChangeArgs,
  context: GraphQLContext,
): object {
  requireAdmin(context);
  if (values.includes('')) throw new GraphQLProblem('INVALID_INPUT', 'A value must not be empty.');
  for (const { id } of requireUsers(resource_ids, context)) {
    const [value] = values;
    if (attribute === 'SKILLS') addSkills(id, values, context);
    else if (value !== undefined) {
      context.database.update('users', ['id', id], { [COLUMNS[attribute]]: value });
    }
  }
  return { success: true };
}

/** INFER: the job role is the title of the user. */
const COLUMNS = { JOB_ROLE: 'title', LOCATION: 'location' } as const;

function addSkills(userId: number, skills: readonly string[], { database }: GraphQLContext): void {
  for (const skill of skills) {
    database.run('INSERT OR IGNORE INTO user_skills (user_id, skill) VALUES (?, ?)', userId, skill);
  }
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
