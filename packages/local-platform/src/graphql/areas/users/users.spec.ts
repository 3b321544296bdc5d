import { SandboxState } from '../../../state/index.js';
import { ADMIN, ApiUnderTest, FOREIGNER, MEMBER, VIEWER } from '../../testing/api-under-test.js';

describe('users and the account', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  const emails = async (args: string): Promise<string[]> => {
    const { users } = await api.data<{ users: { email: string }[] }>(`{ users(${args}) { email } }`);
    return users.map(({ email }) => email.split('@')[0]!);
  };

  it('invites a user, who is pending until activated', async () => {
    expect(
      await api.data(
        `mutation { invite_users(emails: ["new@harbor.example", "x"], user_role: GUEST) { invited_users { name kind status is_email_confirmed } errors { email code } } }`,
      ),
    ).toEqual({
      invite_users: {
        invited_users: [{ name: 'new', kind: 'guest', status: 'PENDING', is_email_confirmed: false }],
        errors: [{ email: 'x', code: 'ERROR' }],
      },
    });
    const { users } = await api.data<{ users: { id: string }[] }>('{ users(status: [PENDING]) { id } }');
    await api.data(`mutation { activate_users(user_ids: [${users[0]!.id}]) { activated_users { id } } }`);
    expect(await emails('kind: guests, status: [ACTIVE]')).toEqual(['noor.haddad', 'new']);
  });

  it('deactivates a user, whose token ends', async () => {
    const authorization = await api.get(SandboxState).issueAccessToken(MEMBER);
    const before = await api.ask('{ me { id } }', { headers: { authorization } });
    const answer = await api.data(
      `mutation { deactivate_users(user_ids: [${MEMBER}, ${ADMIN}, ${FOREIGNER}]) { deactivated_users { id status } errors { user_id code } } }`,
    );

    expect(before.status).toBe(200);
    expect((await api.ask('{ me { id } }', { headers: { authorization } })).status).toBe(401);
    expect(answer).toEqual({
      deactivate_users: {
        deactivated_users: [{ id: MEMBER, status: 'INACTIVE' }],
        errors: [
          { user_id: ADMIN, code: 'CANNOT_UPDATE_SELF' },
          { user_id: FOREIGNER, code: 'USER_NOT_FOUND' },
        ],
      },
    });
    expect(await api.data('{ users(non_active: true) { id } }')).toEqual({ users: [{ id: MEMBER }] });
  });

  it('changes roles and attributes, and reports errors', async () => {
    await api.data(
      `mutation { update_users_role(user_ids: [${MEMBER}], new_role: ADMIN) { updated_users { id } } }`,
    );
    expect(
      await api.data(
        `mutation { update_multiple_users(user_updates: [
           {user_id: ${MEMBER}, user_attribute_updates: {title: "Lead", phone: "123", location: "Bergen"}},
           {user_id: ${VIEWER}, user_attribute_updates: {email: "no"}}
         ]) { updated_users { id } errors { user_id code } } }`,
      ),
    ).toEqual({
      update_multiple_users: {
        updated_users: [{ id: MEMBER }],
        errors: [{ user_id: VIEWER, code: 'INVALID_FIELD' }],
      },
    });
    expect(await api.data(`{ users(ids: [${MEMBER}]) { kind title phone location } }`)).toEqual({
      users: [{ kind: 'admin', title: 'Lead', phone: '123', location: 'Bergen' }],
    });
    await api.data(
      `mutation { update_email_domain(input: {user_ids: [${MEMBER}], new_domain: "pine.example"}) { updated_users { email } } }`,
    );
    expect(await api.data('{ users(emails: ["tomas.rivera@pine.example"]) { id } }')).toMatchObject({
      users: expect.any(Array) as unknown[],
    });
  });

  it('lets only admins change users', async () => {
    expect(
      await api.code(`mutation { deactivate_users(user_ids: [${ADMIN}]) { errors { code } } }`, {
        as: MEMBER,
      }),
    ).toBe('UserUnauthorizedException');
  });

  it('filters and sorts users', async () => {
    const all = await emails('sort: [{field: CREATED_AT, direction: ASC}]');
    expect(await emails('sort: [{field: CREATED_AT, direction: DESC}]')).toEqual([...all].reverse());
    expect(await emails('user_kind: {in: [VIEW_ONLY]}')).toHaveLength(1);
    expect(await emails('user_kind: {not_in: [VIEW_ONLY]}')).toHaveLength(all.length - 1);
    expect(await emails('limit: 1, page: 2')).toEqual(all.slice(1, 2));
  });

  it('shows every field of a user', async () => {
    const { me } = await api.data<{ me: Record<string, unknown> }>(
      `{ me { id name email kind title status is_deleted phone mobile_phone location birthday country_code current_language
          time_zone_identifier utc_hours_diff url photo_url { original small thumb thumb_small tiny } out_of_office { active }
          account { id } account_products { kind } custom_field_metas { id } custom_field_values { value } teams { id }
          department { id } serial_number bb_visitor_id is_email_confirmed invitation_method became_active_at last_activity
          created_at account_id user_config { kind role_id visibility behaviors group } } }`,
    );
    expect(me).toMatchObject({
      id: ADMIN,
      kind: 'admin',
      serial_number: 1,
      status: 'ACTIVE',
      is_email_confirmed: true,
      account_products: [{ kind: 'core' }],
      user_config: { kind: 'admin', role_id: '1' },
    });
  });

  it('shows the fields that 2026-10 removed in 2026-07 only', async () => {
    const query =
      '{ me { is_admin is_guest is_pending is_verified is_view_only enabled photo_thumb join_date } }';
    expect(await api.data(query, { version: '2026-07' })).toMatchObject({
      me: { is_admin: true, is_guest: false, enabled: true, is_verified: true },
    });
    expect(await api.code(query)).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('lists the activity of a user in pages', async () => {
    await api.data(
      'mutation { a: archive_item(item_id: 7310284756) { id } b: archive_item(item_id: 7310284857) { id } }',
    );
    const logs = async (
      args: string,
    ): Promise<{ logs: { event: string; data: string }[]; cursor: string | null }> => {
      const { me } = await api.data<{
        me: { activity_logs: { logs: { event: string; data: string }[]; cursor: string | null } };
      }>(`{ me { activity_logs(${args}) { cursor logs { event entity data user_id } } } }`);
      return me.activity_logs;
    };
    const first = await logs('limit: 1');
    const second = await logs(`limit: 1, cursor: "${first.cursor}"`);
    expect(
      [first, second].map((page) => JSON.parse(page.logs[0]!.data) as { pulse_id: number }),
    ).toMatchObject([{ pulse_id: 7310284857 }, { pulse_id: 7310284756 }]);
    expect(second.cursor).toBeNull();
    expect((await logs('event_types: ["create_pulse"]')).logs).toEqual([]);
  });

  it('lists roles and configurations', async () => {
    expect(
      await api.data('{ account_roles { name roleType } user_configs(kinds: ["guest"]) { kind group } }'),
    ).toEqual({
      account_roles: ['admin', 'member', 'view_only', 'guest'].map((name) => ({
        name,
        roleType: 'basic_role',
      })),
      user_configs: [{ kind: 'guest', group: 'guests' }],
    });
  });

  it('shows the account with its plan and products', async () => {
    expect(
      await api.data(
        `{ account { name slug tier active_members_count plan { tier max_users period version } products { kind tier }
            is_during_trial is_trial_expired sign_up_product_kind logo show_timeline_weekends first_day_of_the_week } }`,
      ),
    ).toMatchObject({
      account: {
        slug: 'harbor-pine',
        tier: 'pro',
        active_members_count: 2,
        plan: { tier: 'pro', max_users: 200 },
        products: [{ kind: 'core', tier: 'pro' }],
        show_timeline_weekends: true,
      },
    });
  });

  describe('in the directory', () => {
    const people = async (args: string): Promise<{ names: string[]; cursor: string | null }> => {
      const { get_directory_resources: answer } = await api.data<{
        get_directory_resources: { resources: { name: string }[]; cursor: string | null };
      }>(`{ get_directory_resources(${args}) { cursor resources { name } } }`);
      return { names: answer.resources.map(({ name }) => name), cursor: answer.cursor };
    };
    const write = (attribute: string, values: string): string =>
      `mutation { update_directory_resources_attributes(attribute: ${attribute}, values: ${values}, resource_ids: [${MEMBER}]) { success } }`;
    const having = (attribute: string, text: string): string =>
      `query_params: {rules: [{column_id: "${attribute}", operator: contains_text, compare_value: "${text}"}]}`;

    it('are found by what was written of them', async () => {
      await api.data(write('SKILLS', '["Sailing"]'));
      await api.data(write('SKILLS', '["Knots", "Sailing"]'));
      await api.data(write('LOCATION', '["Oslo"]'));
      await api.data(write('LOCATION', '[]'));
      expect((await people(having('SKILLS', 'knot'))).names).toEqual(['Tomás Rivera']);
      expect((await people(having('LOCATION', 'oslo'))).names).toEqual(['Tomás Rivera']);
      const { users } = await api.data<{ users: { location: string }[] }>(
        `{ users(ids: [${MEMBER}]) { location } }`,
      );
      expect(users).toEqual([{ location: 'Oslo' }]);
    });

    it('come in pages, whose cursor contains the query', async () => {
      const first = await people(`limit: 1, ${having('NAME', 'a')}`);
      const second = await people(`limit: 1, cursor: "${first.cursor}"`);
      expect([...first.names, ...second.names]).toEqual(['Amara Lindqvist', 'Tomás Rivera']);
    });

    it.each([
      ['an empty value', write('SKILLS', '[""]'), 'INVALID_INPUT'],
      [
        'an unknown attribute',
        `{ get_directory_resources(${having('AGE', '1')}) { id } }`,
        'InvalidArgumentException',
      ],
      [
        'a cursor with a query',
        `{ get_directory_resources(cursor: "e30", ${having('NAME', 'a')}) { id } }`,
        'InvalidArgumentException',
      ],
      ['a broken cursor', '{ get_directory_resources(cursor: "x") { id } }', 'InvalidArgumentException'],
      [
        'a page that is too long',
        '{ get_directory_resources(limit: 501) { id } }',
        'InvalidArgumentException',
      ],
    ])('refuse %s', async (_what, query, code) => {
      expect(await api.code(query)).toBe(code);
    });
  });
});
