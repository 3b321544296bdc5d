import {
  ADMIN,
  ApiUnderTest,
  BOARD,
  FOREIGN_BOARD,
  FOREIGNER,
  MEMBER,
} from '../../testing/api-under-test.js';

const dev = { version: 'dev' };

describe('agents', () => {
  let api: ApiUnderTest;
  let agent: string;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    api.reset();
    const { create_agent: made } = await api.data<{ create_agent: { id: string } }>(
      'mutation { create_agent(input: {prompt: "Sort the inbox"}) { id } }',
      { ...dev, as: MEMBER },
    );
    agent = made.id;
  });

  const agents = async (as: string, fields = 'id'): Promise<unknown> => {
    const { custom_agents: found } = await api.data<{ custom_agents: unknown }>(
      `{ custom_agents { ${fields} } }`,
      { ...dev, as },
    );
    return found;
  };
  const change = (mutation: string, as = MEMBER): Promise<unknown> =>
    api.data(`mutation { ${mutation} }`, { ...dev, as });

  it('are seen by their maker and by admins', async () => {
    expect(await agents(MEMBER)).toEqual([{ id: agent }]);
    expect(await agents(ADMIN)).toEqual([{ id: agent }]);
    expect(await agents(FOREIGNER)).toEqual([]);
    expect(await api.code(`mutation { delete_agent(id: ${agent}) { id } }`, { ...dev, as: FOREIGNER })).toBe(
      'ResourceNotFoundException',
    );
  });

  it('are changed, activated and deleted', async () => {
    await change(`update_agent(id: ${agent}, input: {name: "Sorter", plan: "Read, then sort"}) { id }`);
    await change(`activate_agent(id: ${agent}) { success }`);
    expect(await agents(MEMBER, 'state goal plan version_id profile { name }')).toEqual([
      {
        state: 'ACTIVE',
        goal: 'Sort the inbox',
        plan: 'Read, then sort',
        version_id: '2',
        profile: { name: 'Sorter' },
      },
    ]);
    await change(`deactivate_agent(id: ${agent}) { success }`);
    expect(await agents(MEMBER, 'state')).toEqual([{ state: 'INACTIVE' }]);
    await change(`delete_agent(id: ${agent}) { state }`);
    expect(await agents(MEMBER)).toEqual([]);
  });

  it('get access to what their maker may see, and skills', async () => {
    const access = `id: ${agent}, resource_id: ${BOARD}, scope_type: BOARD`;
    await change(`add_agent_resource_access(${access}, permission_type: READ) { success }`);
    await change(`update_agent_resource_access(${access}, permission_type: READ_WRITE) { success }`);
    const knowledge = (): Promise<unknown> =>
      api.data(`{ agent_knowledge(id: ${agent}) { resources { resource_id permission_type } } }`, dev);
    expect(await knowledge()).toEqual({
      agent_knowledge: { resources: [{ resource_id: BOARD, permission_type: 'READ_WRITE' }] },
    });
    await change(`remove_agent_resource_access(${access}) { success }`);
    expect(await knowledge()).toEqual({ agent_knowledge: { resources: [] } });

    const { create_agent_skill: skill } = await api.data<{ create_agent_skill: { id: string } }>(
      'mutation { create_agent_skill(name: "Tone", content: "Be brief") { id } }',
      dev,
    );
    await change(`add_skill_to_agent(agent_id: ${agent}, skill_id: ${skill.id}) { success }`);
    expect(await agents(MEMBER, 'skill_ids')).toEqual([{ skill_ids: [skill.id] }]);
    await change(`remove_skill_from_agent(agent_id: ${agent}, skill_id: ${skill.id}) { success }`);
    expect(await agents(MEMBER, 'skill_ids')).toEqual([{ skill_ids: [] }]);
  });

  it.each([
    [
      'a board of another account',
      `add_agent_resource_access(id: AGENT, resource_id: ${FOREIGN_BOARD}, scope_type: BOARD, permission_type: READ) { success }`,
      'InvalidBoardIdException',
    ],
    [
      'access that was not given',
      `remove_agent_resource_access(id: AGENT, resource_id: ${BOARD}, scope_type: DOC) { success }`,
      'ResourceNotFoundException',
    ],
    [
      'an unknown skill',
      'add_skill_to_agent(agent_id: AGENT, skill_id: 1) { success }',
      'ResourceNotFoundException',
    ],
    [
      'tools, which are not served',
      'create_agent(input: {prompt: "x", tools: [{block_reference_id: 1}]}) { id }',
      'LOCAL_PLATFORM_UNSUPPORTED',
    ],
  ])('refuse %s', async (_what, mutation, code) => {
    const query = `mutation { ${mutation.replace('AGENT', agent)} }`;
    expect(await api.code(query, { ...dev, as: MEMBER })).toBe(code);
  });
});
