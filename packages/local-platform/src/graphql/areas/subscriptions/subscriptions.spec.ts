import { ADMIN, ApiUnderTest, FOREIGNER } from '../../testing/api-under-test.js';

/** The end of the signing secret of the app under test. */
const SECRET = 'ing-secret';

describe('subscriptions, lifecycle events and connections', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  const mock = (args = ''): Promise<unknown> =>
    api.data(
      `mutation { set_mock_app_subscription(app_id: 1, partial_signing_secret: "${SECRET}", plan_id: "gold" ${args}) { plan_id } }`,
    );

  it('keeps a mocked subscription of the account', async () => {
    expect(await api.data('{ app_subscription { plan_id } }')).toEqual({ app_subscription: [] });
    await mock(', is_trial: true, max_units: 5, renewal_date: "2099-01-01T00:00:00Z"');
    const fields = 'plan_id is_trial max_units billing_period pricing_version renewal_date';
    expect(await api.data(`{ app_subscription { ${fields} } }`)).toEqual({
      app_subscription: [
        {
          plan_id: 'gold',
          is_trial: true,
          max_units: 5,
          billing_period: 'monthly',
          pricing_version: 1,
          renewal_date: '2099-01-01T00:00:00Z',
        },
      ],
    });
    expect(await api.data('{ app_subscription { plan_id } }', { as: FOREIGNER })).toEqual({
      app_subscription: [],
    });
    expect(
      await api.data(
        '{ app_subscriptions(app_id: 1) { total_count cursor subscriptions { account_id plan_id status period_type monthly_price } } }',
      ),
    ).toEqual({
      app_subscriptions: {
        total_count: 1,
        cursor: null,
        subscriptions: [
          {
            account_id: 18345021,
            plan_id: 'gold',
            status: 'active',
            period_type: 'monthly',
            monthly_price: 0,
          },
        ],
      },
    });
    await api.data(
      `mutation { remove_mock_app_subscription(app_id: 1, partial_signing_secret: "${SECRET}") { plan_id } }`,
    );
    expect(await api.data('{ app_subscription { plan_id } }')).toEqual({ app_subscription: [] });
  });

  it('forgets a mock after 24 hours', async () => {
    await mock();
    api.database.run('UPDATE app_subscriptions SET mocked_at = mocked_at - 86400000');
    expect(
      await api.data('{ app_subscription { plan_id } app_subscriptions(app_id: 1) { total_count } }'),
    ).toEqual({ app_subscription: [], app_subscriptions: { total_count: 0 } });
  });

  it('extends trials of the plan only', async () => {
    await mock(', is_trial: true, renewal_date: "2099-01-01T00:00:00Z"');
    expect(
      await api.data(
        'mutation { batch_extend_trial_period(app_id: 1, plan_id: "gold", duration_in_days: 2, account_slugs: ["harbor-pine", "nobody"]) { success details { account_slug success } } }',
      ),
    ).toEqual({
      batch_extend_trial_period: {
        success: false,
        details: [
          { account_slug: 'harbor-pine', success: true },
          { account_slug: 'nobody', success: false },
        ],
      },
    });
    expect(await api.data('{ app_subscription { renewal_date } }')).toEqual({
      app_subscription: [{ renewal_date: '2099-01-03T00:00:00Z' }],
    });
  });

  it('counts operations by kind', async () => {
    await mock();
    await api.data('mutation { increase_app_subscription_operations(increment_by: 3) { counter_value } }');
    await api.data('mutation { increase_app_subscription_operations(kind: "ai") { counter_value } }');
    const counter = (kind: string): Promise<unknown> =>
      api.data(
        `{ app_subscription_operations(kind: "${kind}") { kind counter_value app_subscription { plan_id } } }`,
      );
    expect(await counter('global')).toEqual({
      app_subscription_operations: {
        kind: 'global',
        counter_value: 3,
        app_subscription: { plan_id: 'gold' },
      },
    });
    expect(await counter('ai')).toMatchObject({ app_subscription_operations: { counter_value: 1 } });
    expect(
      await api.data('{ apps_monetization_status { is_supported } apps_monetization_info { seats_count } }'),
    ).toEqual({
      apps_monetization_status: { is_supported: true },
      apps_monetization_info: { seats_count: 2 },
    });
  });

  it('refuses a mock by who does not know the secret', async () => {
    for (const secret of ['', 'x', 'other-secret']) {
      expect(
        await api.code(
          `mutation { set_mock_app_subscription(app_id: 1, partial_signing_secret: "${secret}") { plan_id } }`,
        ),
      ).toBe('UserUnauthorizedException');
    }
  });

  it('keeps, replaces and deletes subscriptions to events of a feature', async () => {
    const update = (event: string): Promise<unknown> =>
      api.data(
        `mutation { update_app_lifecycle_subscription(entity_identifier: 7, entity_type: "appFeature", input: {lifecycle_events: [
           {event_type: "${event}", webhook_url: "https://app.example/x", is_sync: true}]}) { event_type } }`,
      );
    await update('create');
    await update('delete');
    const list =
      '{ get_app_lifecycle_subscriptions(app_id: 1) { entity_id entity_type event_type webhook_url is_sync } }';
    expect(await api.data(list)).toEqual({
      get_app_lifecycle_subscriptions: [
        {
          entity_id: '7',
          entity_type: 'appFeature',
          event_type: 'delete',
          webhook_url: 'https://app.example/x',
          is_sync: true,
        },
      ],
    });
    const remove =
      'mutation { delete_app_lifecycle_subscription(entity_identifier: 7, entity_type: "appFeature") }';
    expect(await api.data(remove)).toEqual({ delete_app_lifecycle_subscription: true });
    expect(await api.data(remove)).toEqual({ delete_app_lifecycle_subscription: false });
    expect(await api.data(list)).toEqual({ get_app_lifecycle_subscriptions: [] });
  });

  it('lists connections by user, account, state and page', async () => {
    for (const [id, user, state] of [
      [1, ADMIN, 'ACTIVE'],
      [2, ADMIN, 'REVOKED'],
      [3, '58120517', 'ACTIVE'],
    ] as const) {
      api.database.insert('connections', {
        ...{
          id,
          account_id: 18345021,
          user_id: Number(user),
          provider: 'slack',
          name: 'Slack',
          method: 'oAuth2',
        },
        ...{ state, created_at: 0, updated_at: 0 },
      });
    }
    expect(await api.data('{ connections { id provider state userId accountId createdAt } }')).toMatchObject({
      connections: [{ id: 1, provider: 'slack', state: 'ACTIVE' }, { id: 2 }],
    });
    expect(
      await api.data(
        '{ user_connections(pagination: {lastId: 1, limit: 5}) { id } connection(id: 3) { id } }',
      ),
    ).toEqual({
      user_connections: [{ id: 2 }],
      connection: null,
    });
    expect(
      await api.data(
        '{ account_connections(pageSize: 2, page: 2) { id } connections(connectionState: "REVOKED") { id } }',
      ),
    ).toEqual({
      account_connections: [{ id: 3 }],
      connections: [{ id: 2 }],
    });
  });
});
