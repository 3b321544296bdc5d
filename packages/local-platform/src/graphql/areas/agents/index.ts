import { type GraphQLContext } from '../../graphql-context.js';
import { mutation, properties, query, times, type Area } from '../../resolvers/index.js';
import { visibleAgents, type AgentRow } from './agent-access.js';
import { addAccess, agentKnowledge, removeAccess, updateAccess } from './agent-knowledge.js';
import { addSkill, createSkill, removeSkill, skillsCatalog } from './agent-skills.js';
import {
  activateAgent,
  createAgent,
  createBlankAgent,
  deactivateAgent,
  deleteAgent,
  updateAgent,
} from './change-agents.js';

interface ListArgs {
  readonly ids?: readonly string[] | null;
  readonly limit?: number | null;
  readonly kinds?: readonly string[] | null;
}

const KIND = 'PERSONAL';
const NOT_SHOWN = 'No field of an agent shows it.';

/** Agents as people set them up. They do not run here. INFER: the scopes are those of users. */
export const agentsArea: Area = {
  name: 'agents',
  unserved: [
    'CreateAgentInput.pending_file_ids',
    'CreateAgentInput.mcp_tools',
    'CreateAgentInput.tools',
    'UpdateAgentInput.policies',
  ],
  withoutEffect: {
    'CreateAgentInput.creation_source': NOT_SHOWN,
    'CreateAgentInput.agent_member_kind': NOT_SHOWN,
    'CreateBlankAgentInput.creation_source': NOT_SHOWN,
    'AgentProfileInput.avatar_type': NOT_SHOWN,
    'AgentProfileInput.self_introduction': NOT_SHOWN,
    'AgentProfileInput.transparent_avatar_url': NOT_SHOWN,
    'AgentProfileInput.department': NOT_SHOWN,
    'AgentProfileInput.area': NOT_SHOWN,
    'AgentProfileInput.card_banner_url': NOT_SHOWN,
    'Mutation.deactivate_agent(inactive_reason:)': NOT_SHOWN,
  },
  resolvers: {
    Query: {
      custom_agents: query('users:read', listAgents),
      agent_knowledge: query('users:read', agentKnowledge),
      agent_skills_catalog: query('users:read', skillsCatalog),
    },
    Mutation: {
      create_agent: mutation('users:write', createAgent),
      create_blank_agent: mutation('users:write', createBlankAgent),
      update_agent: mutation('users:write', updateAgent),
      delete_agent: mutation('users:write', deleteAgent),
      activate_agent: mutation('users:write', activateAgent),
      deactivate_agent: mutation('users:write', deactivateAgent),
      add_agent_resource_access: mutation('users:write', addAccess),
      update_agent_resource_access: mutation('users:write', updateAccess),
      remove_agent_resource_access: mutation('users:write', removeAccess),
      create_agent_skill: mutation('users:write', createSkill),
      add_skill_to_agent: mutation('users:write', addSkill),
      remove_skill_from_agent: mutation('users:write', removeSkill),
    },
    CustomAgent: {
      ...properties(
        'id',
        'state',
        'goal',
        'plan',
        'agent_model',
        'agent_thinking_level',
        'user_prompt',
        'version_id',
      ),
      ...times('created_at', 'updated_at'),
      kind: () => KIND,
      profile: ({ profile }: AgentRow) => JSON.parse(profile) as unknown,
      skill_ids: ({ skill_ids }: AgentRow) => JSON.parse(skill_ids) as unknown,
      tools: () => [],
      mcp_tools: () => [],
      policies: () => [],
      knowledge: () => [],
      app_feature_id: () => null,
      agent_user_id: () => null,
    },
    CustomAgentProfile: properties(
      'name',
      'role',
      'gender',
      'role_description',
      'avatar_url',
      'background_color',
    ),
    AgentKnowledge: properties('resources', 'files'),
    AgentKnowledgeResource: properties('resource_id', 'scope_type', 'permission_type'),
    AgentSkillCatalogEntry: properties('id', 'name', 'description'),
    AgentStateResult: properties('success'),
    MutationResult: properties('success'),
  },
};

/** `Query.custom_agents` */
function listAgents({ ids, limit, kinds }: ListArgs, context: GraphQLContext): AgentRow[] {
  if (kinds && !kinds.includes(KIND)) return [];
  const found = visibleAgents(context).filter(({ id }) => ids?.includes(String(id)) ?? true);
  return found.slice(0, Math.max(0, limit ?? found.length));
}
