import { type GraphQLContext } from '../../graphql-context.js';
import { type AgentProfile, type AgentRow, requireAgent } from './agent-access.js';

interface CreateArgs {
  readonly input: {
    readonly prompt: string;
    readonly instructions?: string | null;
    readonly agent_model?: string | null;
    readonly profile?: AgentProfile | null;
    readonly skills?: readonly { readonly skill_reference_id: number }[] | null;
  };
}

/** `Mutation.create_agent`. INFER: at monday a model writes the profile, the goal and the plan; here they are the prompt. */
export function createAgent({ input }: CreateArgs, context: GraphQLContext): AgentRow {
  const { prompt, instructions, agent_model, profile, skills } = input;
  const skillIds = (skills ?? []).map(({ skill_reference_id }) => skill_reference_id);
  return insertAgent(
    { name: 'New agent', ...shownProfile(profile ?? {}) },
    {
      goal: prompt,
      plan: instructions ?? prompt,
      user_prompt: prompt,
      agent_model: agent_model ?? null,
      skill_ids: JSON.stringify(skillIds),
    },
    context,
  );
}

interface CreateBlankArgs {
  readonly input?: (AgentProfile & { readonly user_prompt?: string | null }) | null;
}

/** `Mutation.create_blank_agent`: an agent without a goal and a plan. */
export function createBlankAgent({ input }: CreateBlankArgs, context: GraphQLContext): AgentRow {
  return insertAgent(
    { name: 'New agent', ...shownProfile(input ?? {}) },
    { user_prompt: input?.user_prompt ?? null },
    context,
  );
}

interface UpdateArgs {
  readonly id: string;
  readonly input: Pick<AgentProfile, 'name' | 'role' | 'role_description'> & {
    readonly plan?: string | null;
    readonly agent_model?: string | null;
    readonly agent_thinking_level?: string | null;
  };
}

/** `Mutation.update_agent`: changes what is given, and makes a new version. */
export function updateAgent({ id, input }: UpdateArgs, context: GraphQLContext): AgentRow {
  const before = requireAgent(id, context);
  const { name, role, role_description, plan, agent_model, agent_thinking_level } = input;
  const profile = {
    ...(JSON.parse(before.profile) as AgentProfile),
    ...shownProfile({ name, role, role_description }),
  };
  return write(
    before,
    {
      profile: JSON.stringify(profile),
      plan: plan ?? before.plan,
      agent_model: agent_model ?? before.agent_model,
      agent_thinking_level: agent_thinking_level ?? before.agent_thinking_level,
      version_id: before.version_id + 1,
    },
    context,
  );
}

/** `Mutation.delete_agent` @returns the agent as it was last */
export function deleteAgent({ id }: { readonly id: string }, context: GraphQLContext): AgentRow {
  return setState(id, 'DELETED', context);
}

export function activateAgent({ id }: { readonly id: string }, context: GraphQLContext): object {
  setState(id, 'ACTIVE', context);
  return { success: true };
}

export function deactivateAgent({ id }: { readonly id: string }, context: GraphQLContext): object {
  setState(id, 'INACTIVE', context);
  return { success: true };
}

/** INFER: a new agent is inactive until it is activated. */
function insertAgent(
  profile: AgentProfile,
  row: Partial<Pick<AgentRow, 'goal' | 'plan' | 'user_prompt' | 'agent_model' | 'skill_ids'>>,
  context: GraphQLContext,
): AgentRow {
  const { database, accountId, userId } = context;
  const id = database.nextId('agents');
  const now = context.now();
  database.insert('agents', {
    id,
    account_id: accountId,
    creator_id: userId,
    state: 'INACTIVE',
    profile: JSON.stringify(profile),
    ...row,
    created_at: now,
    updated_at: now,
  });
  return requireAgent(id, context);
}

function setState(id: string, state: AgentRow['state'], context: GraphQLContext): AgentRow {
  return write(requireAgent(id, context), { state }, context);
}

function write(before: AgentRow, changes: Partial<AgentRow>, context: GraphQLContext): AgentRow {
  const changed = { ...changes, updated_at: context.now() };
  context.database.update('agents', ['id', before.id], changed);
  return { ...before, ...changed };
}

/** The given fields of a profile that agents show. */
function shownProfile({
  name,
  role,
  gender,
  role_description,
  avatar_url,
  background_color,
}: AgentProfile): AgentProfile {
  const all = { name, role, gender, role_description, avatar_url, background_color };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null));
}
