import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';

/** What is shown of an agent; the names are those of `CustomAgentProfile`. */
export interface AgentProfile {
  readonly name?: string | null;
  readonly role?: string | null;
  readonly gender?: string | null;
  readonly role_description?: string | null;
  readonly avatar_url?: string | null;
  readonly background_color?: string | null;
}

/** A row of `agents`. */
export interface AgentRow {
  readonly id: number;
  readonly creator_id: number;
  readonly state: 'ACTIVE' | 'INACTIVE' | 'DELETED';
  /** JSON text of an `AgentProfile`. */
  readonly profile: string;
  readonly goal: string | null;
  readonly plan: string | null;
  readonly user_prompt: string | null;
  readonly agent_model: string | null;
  readonly agent_thinking_level: string | null;
  /** JSON text of numbers. */
  readonly skill_ids: string;
  readonly version_id: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** The agents that the user may see: their own and, for an admin, all of the account. INFER: every agent is a personal one. */
export function visibleAgents({ database, accountId, userId, user }: GraphQLContext): AgentRow[] {
  return database.all<AgentRow>(
    `SELECT * FROM agents WHERE account_id = ? AND state <> 'DELETED' AND (creator_id = ? OR ?) ORDER BY id`,
    accountId,
    userId,
    user.role === 'admin' ? 1 : 0,
  );
}

/** @throws GraphQLProblem `ResourceNotFoundException` */
export function requireAgent(id: string | number, context: GraphQLContext): AgentRow {
  const agent = visibleAgents(context).find((row) => row.id === Number(id));
  if (agent) return agent;
  throw new GraphQLProblem('ResourceNotFoundException', 'Agent not found', {
    data: { resource_type: 'agent', resource_id: String(id) },
  });
}
