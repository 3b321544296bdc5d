import { ApiUnderTest, FOREIGNER, MEMBER } from '../../testing/api-under-test.js';

interface Logs {
  readonly audit_logs: {
    readonly logs: { event: string }[];
    readonly pagination: { has_more_pages: boolean; next_page_number: number | null };
  };
}

describe('the audit log', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  const logs = async (args: string, as?: string): Promise<Logs['audit_logs']> => {
    const { audit_logs: answer } = await api.data<Logs>(
      `{ audit_logs(${args}) { logs { event } pagination { has_more_pages next_page_number } } }`,
      as === undefined ? {} : { as },
    );
    return answer;
  };

  it('has what matters for the security of the account, newest first, in pages', async () => {
    const { create_team: team } = await api.data<{ create_team: { id: string } }>(
      'mutation { create_team(input: {name: "Crew"}, options: {allow_empty_team: true}) { id } }',
    );
    await api.data(
      `mutation { add_users_to_team(team_id: ${team.id}, user_ids: [${MEMBER}]) { successful_users { id } } create_folder(name: "Other") { id } }`,
    );
    expect((await logs('limit: 10')).logs.map(({ event }) => event)).toEqual([
      'add-user-to-team',
      'create-team',
    ]);
    expect(await logs('limit: 1')).toMatchObject({
      logs: [{ event: 'add-user-to-team' }],
      pagination: { has_more_pages: true, next_page_number: 2 },
    });
    expect(await logs('limit: 1, page: 2')).toMatchObject({
      logs: [{ event: 'create-team' }],
      pagination: { has_more_pages: false, next_page_number: null },
    });
  });

  it('finds nothing of unknown events, other addresses and other accounts', async () => {
    await api.data(
      'mutation { create_team(input: {name: "Crew"}, options: {allow_empty_team: true}) { id } }',
    );
    expect((await logs('events: ["nope"]')).logs).toEqual([]);
    expect((await logs('ip_address: "10.0.0.1"')).logs).toEqual([]);
    expect((await logs(`user_id: ${MEMBER}`)).logs).toEqual([]);
    expect((await logs('limit: 10', FOREIGNER)).logs).toEqual([]);
  });

  it('is for admins', async () => {
    expect(await api.code('{ audit_logs { logs { event } } }', { as: MEMBER })).toBe(
      'UserUnauthorizedException',
    );
  });
});
