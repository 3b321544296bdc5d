import { ADMIN, ApiUnderTest, FOREIGNER, MEMBER, VIEWER } from '../../testing/api-under-test.js';

describe('teams', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  async function create(input: string): Promise<string> {
    const { create_team } = await api.data<{ create_team: { id: string } }>(
      `mutation { create_team(input: {${input}}) { id } }`,
    );
    return create_team.id;
  }

  it('creates a team, shows its members, and shows it on them', async () => {
    const id = await create(`name: "Crew", subscriber_ids: [${MEMBER}, ${VIEWER}], is_guest_team: true`);
    expect(
      await api.data('{ teams { id name is_guest owners { id } users(kind: non_guests) { id } } }'),
    ).toEqual({
      teams: [{ id, name: 'Crew', is_guest: true, owners: [], users: [{ id: MEMBER }, { id: VIEWER }] }],
    });
    expect(await api.data(`{ users(ids: [${MEMBER}]) { teams { name } } }`)).toEqual({
      users: [{ teams: [{ name: 'Crew' }] }],
    });
    expect(await api.data('{ teams { id } }', { as: FOREIGNER })).toEqual({ teams: [] });
  });

  it('adds and removes members and owners, and lists failures', async () => {
    const id = await create(`name: "Crew", subscriber_ids: [${MEMBER}]`);
    const change = (mutation: string, fields: string): Promise<unknown> =>
      api.data(`mutation { ${mutation} { ${fields} } }`);

    expect(
      await change(
        `add_users_to_team(team_id: ${id}, user_ids: [${VIEWER}])`,
        'successful_users { id } failed_users { id }',
      ),
    ).toEqual({ add_users_to_team: { successful_users: [{ id: VIEWER }], failed_users: [] } });
    expect(
      await change(
        `assign_team_owners(team_id: ${id}, user_ids: [${MEMBER}, ${VIEWER}, ${ADMIN}])`,
        'team { owners { id } } errors { user_id code }',
      ),
    ).toEqual({
      assign_team_owners: {
        team: { owners: [{ id: MEMBER }] },
        errors: [
          { user_id: VIEWER, code: 'VIEWERS_OR_GUESTS' },
          { user_id: ADMIN, code: 'USER_NOT_MEMBER_OF_TEAM' },
        ],
      },
    });
    await change(`remove_team_owners(team_id: ${id}, user_ids: [${MEMBER}])`, 'team { id }');
    expect(
      await change(
        `remove_users_from_team(team_id: ${id}, user_ids: [${MEMBER}, ${ADMIN}])`,
        'successful_users { id } failed_users { id }',
      ),
    ).toEqual({
      remove_users_from_team: { successful_users: [{ id: MEMBER }], failed_users: [{ id: ADMIN }] },
    });
    expect(await api.data(`{ teams(ids: [${id}]) { owners { id } users { id } } }`)).toEqual({
      teams: [{ owners: [], users: [{ id: VIEWER }] }],
    });
  });

  it('deletes a team', async () => {
    const id = await create(`name: "Crew", subscriber_ids: [${MEMBER}]`);
    expect(await api.data(`mutation { delete_team(team_id: ${id}) { name } }`)).toEqual({
      delete_team: { name: 'Crew' },
    });
    expect(await api.data('{ teams { id } me { teams { id } } }')).toEqual({ teams: [], me: { teams: [] } });
    expect(await api.code(`mutation { delete_team(team_id: ${id}) { id } }`)).toBe(
      'ResourceNotFoundException',
    );
  });

  it('rejects a team without members or with an unknown user', async () => {
    expect(await api.code('mutation { create_team(input: {name: "x"}) { id } }')).toBe(
      'InvalidArgumentException',
    );
    expect(
      await api.code(`mutation { create_team(input: {name: "x", subscriber_ids: [${FOREIGNER}]}) { id } }`),
    ).toBe('InvalidUserIdException');
    expect(
      await api.data(
        'mutation { create_team(input: {name: "x"}, options: {allow_empty_team: true}) { name } }',
      ),
    ).toEqual({ create_team: { name: 'x' } });
  });
});
