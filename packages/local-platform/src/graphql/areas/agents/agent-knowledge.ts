import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { requireBoard } from '../boards/board-access.js';
import { requireDoc } from '../docs/doc-access.js';
import { requireWorkspace } from '../workspaces/workspace-access.js';
import { requireAgent } from './agent-access.js';

interface ResourceArgs {
  readonly id: string;
  readonly resource_id: string;
  readonly scope_type: 'BOARD' | 'DOC' | 'WORKSPACE';
}

type AccessArgs = ResourceArgs & { readonly permission_type: 'READ' | 'READ_WRITE' };

/** `Query.agent_knowledge`: what an agent may read. Files cannot be given to agents here. */
export function agentKnowledge({ id }: { readonly id: string }, context: GraphQLContext): object {
  const agent = requireAgent(id, context);
  const resources = context.database.all(
    'SELECT resource_id, scope_type, permission_type FROM agent_resources WHERE agent_id = ? ORDER BY rowid',
    agent.id,
  );
  return { resources, files: [] };
}

/** `Mutation.add_agent_resource_access`: access to something that the user may see. */
export function addAccess(args: AccessArgs, context: GraphQLContext): object {
  const agent = requireAgent(args.id, context);
  context.database.run(
    'INSERT OR REPLACE INTO agent_resources (agent_id, scope_type, resource_id, permission_type) VALUES (?, ?, ?, ?)',
    agent.id,
    args.scope_type,
    REQUIRE[args.scope_type](args.resource_id, context).id,
    args.permission_type,
  );
  return { success: true };
}

const REQUIRE = { BOARD: requireBoard, DOC: requireDoc, WORKSPACE: requireWorkspace };

/** `Mutation.update_agent_resource_access` */
export function updateAccess(args: AccessArgs, context: GraphQLContext): object {
  return changed(args, context, 'UPDATE agent_resources SET permission_type = ?4', args.permission_type);
}

/** `Mutation.remove_agent_resource_access` */
export function removeAccess(args: ResourceArgs, context: GraphQLContext): object {
  return changed(args, context, 'DELETE FROM agent_resources');
}

/** @throws GraphQLProblem if the agent has no access to the resource */
function changed(
  { id, resource_id, scope_type }: ResourceArgs,
  context: GraphQLContext,
  change: string,
  ...values: string[]
): object {
  const agent = requireAgent(id, context);
  const count = context.database.run(
    `${change} WHERE agent_id = ?1 AND scope_type = ?2 AND resource_id = ?3`,
    agent.id,
    scope_type,
    Number(resource_id),
    ...values,
  );
  if (count > 0) return { success: true };
  throw new GraphQLProblem('ResourceNotFoundException', 'The agent has no access to this resource', {
    data: { resource_type: scope_type.toLowerCase(), resource_id },
  });
}
