import { SEED, type Story } from './operation.js';

const { board } = SEED;
const FIELDS =
  'fragment AgentFields on CustomAgent { id kind state profile { name role role_description avatar_url background_color } goal plan user_prompt version_id created_at updated_at }';

/** Agents, as an assistant sets them up for its user. */
export const agents: Story = {
  name: 'agents',
  operations: [
    {
      query: `mutation ($input: CreateAgentInput!) { create_agent(input: $input) { ...AgentFields skill_ids } } ${FIELDS}`,
      variables: {
        input: {
          prompt: 'Answer questions about ferries',
          instructions: 'Look into the timetable first',
          agent_model: 'GPT_5_2',
          skills: [{ skill_reference_id: 7 }],
          profile: {
            name: 'Pilot',
            gender: 'female',
            role: 'Helper',
            role_description: 'Knows the harbour',
            avatar_url: 'https://example.com/pilot.png',
            background_color: '#9450fd',
          },
        },
      },
      shows: {
        create_agent: {
          kind: 'PERSONAL',
          state: 'INACTIVE',
          profile: { name: 'Pilot', role: 'Helper', background_color: '#9450fd' },
          plan: 'Look into the timetable first',
          skill_ids: ['7'],
        },
      },
      version: 'dev',
    },
    {
      query: `mutation ($input: CreateBlankAgentInput) { create_blank_agent(input: $input) { ...AgentFields } } ${FIELDS}`,
      variables: {
        input: {
          name: 'Clerk',
          role: 'Clerk',
          role_description: 'Files papers',
          avatar_url: 'https://example.com/clerk.png',
          gender: 'male',
          background_color: '#00c875',
          user_prompt: 'File papers',
        },
      },
      shows: { create_blank_agent: { goal: null, plan: null, user_prompt: 'File papers' } },
      keep: { agent: 'create_blank_agent.id' },
      version: 'dev',
    },
    {
      query: `mutation ($id: ID!, $input: UpdateAgentInput!) { update_agent(id: $id, input: $input) { ...AgentFields agent_model agent_thinking_level } } ${FIELDS}`,
      variables: {
        id: '{{agent}}',
        input: {
          name: 'Archivist',
          role: 'Archivist',
          role_description: 'Finds papers',
          plan: '1. Search',
          agent_model: 'CLAUDE_SONNET_4_6',
          agent_thinking_level: 'LOW',
        },
      },
      shows: {
        update_agent: {
          profile: { name: 'Archivist', background_color: '#00c875' },
          plan: '1. Search',
          agent_model: 'CLAUDE_SONNET_4_6',
          version_id: '2',
        },
      },
      version: 'dev',
    },
    {
      query: 'mutation ($id: ID!) { activate_agent(id: $id) { success } }',
      variables: { id: '{{agent}}' },
      shows: { activate_agent: { success: true } },
      version: 'dev',
    },
    {
      query:
        'query ($ids: [ID!], $limit: Int) { custom_agents(ids: $ids, limit: $limit, kinds: [PERSONAL]) { id state profile { name } } }',
      variables: { ids: ['{{agent}}'], limit: 10 },
      shows: { custom_agents: [{ id: '{{agent}}', state: 'ACTIVE', profile: { name: 'Archivist' } }] },
      version: 'dev',
    },
    {
      query: `mutation ($id: ID!) { add_agent_resource_access(id: $id, resource_id: ${board}, scope_type: BOARD, permission_type: READ) { success } update_agent_resource_access(id: $id, resource_id: ${board}, scope_type: BOARD, permission_type: READ_WRITE) { success } }`,
      variables: { id: '{{agent}}' },
      shows: {
        add_agent_resource_access: { success: true },
        update_agent_resource_access: { success: true },
      },
      version: 'dev',
    },
    {
      query:
        'query ($id: ID!) { agent_knowledge(id: $id) { resources { resource_id scope_type permission_type } files { id file_name file_type } } }',
      variables: { id: '{{agent}}' },
      shows: {
        agent_knowledge: {
          resources: [{ resource_id: board, scope_type: 'BOARD', permission_type: 'READ_WRITE' }],
          files: [],
        },
      },
      version: 'dev',
    },
    {
      query: `mutation ($id: ID!) { remove_agent_resource_access(id: $id, resource_id: ${board}, scope_type: BOARD) { success } }`,
      variables: { id: '{{agent}}' },
      shows: { remove_agent_resource_access: { success: true } },
      version: 'dev',
    },
    {
      query:
        'mutation ($name: String!, $content: String!, $description: String) { create_agent_skill(name: $name, content: $content, description: $description) { id name description } }',
      variables: { name: 'Tone', content: 'Be brief.', description: 'How to write' },
      shows: { create_agent_skill: { name: 'Tone', description: 'How to write' } },
      keep: { skill: 'create_agent_skill.id' },
      version: 'dev',
    },
    {
      query:
        'mutation ($agent: ID!, $skill: ID!) { add_skill_to_agent(agent_id: $agent, skill_id: $skill) { success } }',
      variables: { agent: '{{agent}}', skill: '{{skill}}' },
      shows: { add_skill_to_agent: { success: true } },
      version: 'dev',
    },
    {
      query: 'query { agent_skills_catalog { id name description } custom_agents { skill_ids } }',
      shows: {
        agent_skills_catalog: [{ id: '{{skill}}', name: 'Tone' }],
        custom_agents: [{ skill_ids: ['7'] }, { skill_ids: ['{{skill}}'] }],
      },
      version: 'dev',
    },
    {
      query: `mutation ($id: ID!, $skill: ID!) { remove_skill_from_agent(agent_id: $id, skill_id: $skill) { success } deactivate_agent(id: $id, inactive_reason: DEACTIVATED_BY_USER) { success } delete_agent(id: $id) { id state } }`,
      variables: { id: '{{agent}}', skill: '{{skill}}' },
      shows: { deactivate_agent: { success: true }, delete_agent: { id: '{{agent}}', state: 'DELETED' } },
      version: 'dev',
    },
  ],
};
