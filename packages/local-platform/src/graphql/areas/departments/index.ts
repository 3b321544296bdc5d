import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { mutation, properties, query, type Area } from '../../resolvers/index.js';
import { findUser, type UserRow } from '../../store/index.js';
import { requireAdmin, requireUsers } from '../users/user-access.js';

/** A row of `departments`. */
interface DepartmentRow {
  readonly id: number;
  readonly name: string;
  readonly reserved_seats: number;
}

/** Departments of the account. A user belongs to at most one. */
export const departmentsArea: Area = {
  name: 'departments',
  resolvers: {
    Query: {
      departments: query<{ ids?: readonly string[] | null }>('departments:read', ({ ids }, context) =>
        departmentsOf(context).filter(({ id }) => ids?.includes(String(id)) ?? true),
      ),
    },
    Mutation: {
      create_department: mutation('departments:write', createDepartment),
      update_department: mutation('departments:write', updateDepartment),
      delete_department: mutation('departments:write', deleteDepartment),
      assign_department_members: mutation('departments:write', assignMembers),
      clear_users_department: mutation('departments:write', clearDepartment),
      assign_department_owner: mutation('departments:write', assignOwner),
      unassign_department_owners: mutation('departments:write', unassignOwners),
    },
    Department: {
      ...properties('id', 'name', 'reserved_seats'),
      assigned_seats: ({ id }: DepartmentRow, _args: object, context) => membersOf(id, context).length,
      members: ({ id }: DepartmentRow, _args: object, context) => membersOf(id, context),
      owners: ({ id }: DepartmentRow, _args: object, context) => ownersOf(id, context),
    },
    User: {
      department: ({ department_id }: UserRow, _args: object, context) =>
        departmentsOf(context).find(({ id }) => id === department_id) ?? null,
    },
    AssignDepartmentMembersResult: properties('successful_users', 'failed_users'),
    ClearUsersDepartmentResult: properties('cleared_users'),
    AssignDepartmentOwnerResult: properties('owner'),
    UnassignDepartmentOwnerResult: properties('unassigned_users'),
  },
};

function departmentsOf({ database, accountId }: GraphQLContext): DepartmentRow[] {
  return database.all<DepartmentRow>('SELECT * FROM departments WHERE account_id = ? ORDER BY id', accountId);
}

function requireDepartment(id: string | number, context: GraphQLContext): DepartmentRow {
  requireAdmin(context);
  const department = departmentsOf(context).find((row) => row.id === Number(id));
  if (department) return department;
  throw new GraphQLProblem('ResourceNotFoundException', 'Department not found');
}

function membersOf(id: number, { database }: GraphQLContext): UserRow[] {
  return database.all<UserRow>('SELECT * FROM users WHERE department_id = ? ORDER BY id', id);
}

function ownersOf(id: number, { database }: GraphQLContext): UserRow[] {
  return database.all<UserRow>(
    'SELECT users.* FROM users JOIN department_owners ON user_id = users.id WHERE department_owners.department_id = ? ORDER BY users.id',
    id,
  );
}

interface DataArgs {
  readonly data?: { readonly name?: string | null; readonly reserved_seats?: number | null } | null;
}

function createDepartment({ data }: DataArgs, context: GraphQLContext): DepartmentRow {
  requireAdmin(context);
  const id = context.database.nextId('departments');
  context.database.insert('departments', {
    id,
    account_id: context.accountId,
    name: data?.name ?? '',
    reserved_seats: data?.reserved_seats ?? 0,
  });
  return requireDepartment(id, context);
}

function updateDepartment(
  { department_id, data }: DataArgs & { readonly department_id: string },
  context: GraphQLContext,
): DepartmentRow {
  const { id, name, reserved_seats } = requireDepartment(department_id, context);
  context.database.update('departments', ['id', id], {
    name: data?.name ?? name,
    reserved_seats: data?.reserved_seats ?? reserved_seats,
  });
  return requireDepartment(id, context);
}

function deleteDepartment(
  { department_id }: { readonly department_id: string },
  context: GraphQLContext,
): DepartmentRow {
  const department = requireDepartment(department_id, context);
  context.database.run('UPDATE users SET department_id = NULL WHERE department_id = ?', department.id);
  context.database.run('DELETE FROM departments WHERE id = ?', department.id);
  return department;
}

interface MembersArgs {
  readonly department_id: string;
  readonly user_ids: readonly string[];
}

function assignMembers({ department_id, user_ids }: MembersArgs, context: GraphQLContext): object {
  const { id } = requireDepartment(department_id, context);
  const users = requireUsers(user_ids, context);
  for (const user of users) context.database.update('users', ['id', user.id], { department_id: id });
  return { successful_users: users, failed_users: [] };
}

function clearDepartment({ user_ids }: Pick<MembersArgs, 'user_ids'>, context: GraphQLContext): object {
  requireAdmin(context);
  const users = requireUsers(user_ids, context);
  for (const user of users) context.database.update('users', ['id', user.id], { department_id: null });
  return { cleared_users: users };
}

function assignOwner(
  { department_id, user_id }: { readonly department_id: string; readonly user_id: string },
  context: GraphQLContext,
): object {
  const { id } = requireDepartment(department_id, context);
  const [owner] = requireUsers([user_id], context);
  context.database.run(
    'INSERT OR IGNORE INTO department_owners (department_id, user_id) VALUES (?, ?)',
    id,
    owner?.id ?? 0,
  );
  return { owner };
}

function unassignOwners({ department_id, user_ids }: MembersArgs, context: GraphQLContext): object {
  const { id } = requireDepartment(department_id, context);
  const unassigned_users = user_ids.flatMap((userId) => {
    const removed = context.database.run(
      'DELETE FROM department_owners WHERE department_id = ? AND user_id = ?',
      id,
      Number(userId),
    );
    return removed > 0 ? (findUser(context, Number(userId)) ?? []) : [];
  });
  return { unassigned_users };
}
