import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { findUser, usersOf, type UserRow } from '../../store/index.js';
import { requireAdmin } from './user-access.js';

/** A user whom a mutation could not change. */
interface Failure {
  readonly user_id: string;
  readonly code: string;
  readonly message: string;
}

interface Outcome {
  readonly changed: readonly UserRow[];
  readonly errors: readonly Failure[];
}

interface UsersArgs {
  readonly user_ids: readonly string[];
}

/** Maximum number of users per mutation. */
const MAX_USERS = 200;

/** `Mutation.activate_users` */
export function activateUsers({ user_ids }: UsersArgs, context: GraphQLContext): object {
  const { changed, errors } = changeEach(user_ids, { status: 'ACTIVE' }, context);
  return { activated_users: changed, errors };
}

/** `Mutation.deactivate_users`: also ends the users' tokens. */
export function deactivateUsers({ user_ids }: UsersArgs, context: GraphQLContext): object {
  const { changed, errors } = changeEach(user_ids, { status: 'INACTIVE' }, context);
  return { deactivated_users: changed, errors };
}

interface RoleArgs extends UsersArgs {
  readonly new_role?: string | null;
}

/** `Mutation.update_users_role` */
export function updateUsersRole({ user_ids, new_role }: RoleArgs, context: GraphQLContext): object {
  if (!new_role) throw new GraphQLProblem('InvalidArgumentException', 'new_role is missing.');
  const { changed, errors } = changeEach(user_ids, { kind: new_role.toLowerCase() }, context);
  return { updated_users: changed, errors };
}

/** Applies a change to each user except the current one. */
function changeEach(
  ids: readonly string[],
  changes: Readonly<Record<string, string>>,
  context: GraphQLContext,
): Outcome {
  requireAdmin(context);
  const errors: Failure[] = [];
  const changed = [...new Set(ids)].flatMap((id, index) => {
    const problem = problemWith(id, index, context);
    if (problem) {
      errors.push({ user_id: id, ...problem });
      return [];
    }
    context.database.update('users', ['id', Number(id)], changes);
    return findUser(context, Number(id)) ?? [];
  });
  return { changed, errors };
}

function problemWith(
  id: string,
  index: number,
  context: GraphQLContext,
): Omit<Failure, 'user_id'> | undefined {
  if (index >= MAX_USERS)
    return { code: 'EXCEEDS_BATCH_LIMIT', message: `At most ${MAX_USERS} users at once` };
  if (!findUser(context, Number(id))) return { code: 'USER_NOT_FOUND', message: 'User not found' };
  if (Number(id) === context.userId) {
    return { code: 'CANNOT_UPDATE_SELF', message: 'Users cannot change themselves' };
  }
  return undefined;
}

interface AttributesArgs {
  readonly user_updates: readonly {
    readonly user_id: string;
    readonly user_attribute_updates: Readonly<Record<string, string | null | undefined>>;
  }[];
}

const ATTRIBUTES = ['birthday', 'email', 'name', 'location', 'mobile_phone', 'phone', 'title'] as const;

/** `Mutation.update_multiple_users`: changes the given attributes. */
export function updateMultipleUsers({ user_updates }: AttributesArgs, context: GraphQLContext): object {
  requireAdmin(context);
  const errors: Failure[] = [];
  const updated_users = user_updates.flatMap(({ user_id, user_attribute_updates: given }) => {
    const message = attributesProblem(user_id, given, context);
    if (message !== undefined) {
      errors.push({ user_id, code: 'INVALID_FIELD', message });
      return [];
    }
    const changes = ATTRIBUTES.flatMap((name) => {
      const value = given[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    context.database.update('users', ['id', Number(user_id)], Object.fromEntries(changes));
    return findUser(context, Number(user_id)) ?? [];
  });
  return { updated_users, errors };
}

function attributesProblem(
  id: string,
  given: AttributesArgs['user_updates'][number]['user_attribute_updates'],
  context: GraphQLContext,
): string | undefined {
  if (!findUser(context, Number(id))) return 'User not found';
  if (given['name'] === null || given['name']?.trim() === '') return 'A user has a name';
  const { email } = given;
  if (email === null || (email !== undefined && !isEmail(email))) return 'The email is not valid';
  const isTaken = usersOf(context).some((user) => user.email === email && user.id !== Number(id));
  return isTaken ? 'The email is taken' : undefined;
}

interface InviteArgs {
  readonly emails: readonly string[];
  readonly user_role?: string | null;
}

/** `Mutation.invite_users`: creates users who are pending until they are activated. */
export function inviteUsers({ emails, user_role }: InviteArgs, context: GraphQLContext): object {
  requireAdmin(context);
  const { database, accountId } = context;
  const errors: { email: string; code: string; message: string }[] = [];
  const invited_users = [...new Set(emails)].flatMap((email) => {
    const isTaken = usersOf(context).some((user) => user.email === email);
    if (isTaken || !isEmail(email)) {
      const message = isTaken ? 'User already exists' : 'The email is not valid';
      errors.push({ email, code: 'ERROR', message });
      return [];
    }
    const id = database.nextId('users');
    database.insert('users', {
      id,
      account_id: accountId,
      name: email.split('@')[0] ?? email,
      email,
      kind: (user_role ?? 'MEMBER').toLowerCase(),
      status: 'PENDING',
      created_at: context.now(),
    });
    return findUser(context, id) ?? [];
  });
  return { invited_users, errors };
}

interface DomainArgs {
  readonly input: { readonly user_ids: readonly string[]; readonly new_domain: string };
}

/** `Mutation.update_email_domain`: replaces the domain in the email address of each user. */
export function updateEmailDomain({ input }: DomainArgs, context: GraphQLContext): object {
  requireAdmin(context);
  const errors: Failure[] = [];
  const updated_users = [...new Set(input.user_ids)].flatMap((id) => {
    const user = findUser(context, Number(id));
    const email = `${user?.email.split('@')[0] ?? ''}@${input.new_domain}`;
    if (!user || !isEmail(email)) {
      errors.push({
        user_id: id,
        code: user ? 'INVALID_INPUT' : 'USER_NOT_FOUND',
        message: user ? 'The domain is not valid' : 'User not found',
      });
      return [];
    }
    context.database.update('users', ['id', user.id], { email });
    return findUser(context, user.id) ?? [];
  });
  return { updated_users, errors };
}

function isEmail(text: string): boolean {
  return /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{1,63}$/.test(text);
}
