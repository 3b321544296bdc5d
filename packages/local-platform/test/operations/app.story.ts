import { SEED, type Story } from './operation.js';

const { board } = SEED;
const from = { type: 'TABLE', id: board };
const count = { type: 'FUNCTION', as: 'count', function: { function: 'COUNT_ITEMS' } };
const AGGREGATE = `($q: AggregateQueryInput!) { aggregate(query: $q) { results { entries { alias value {
  ... on AggregateBasicAggregationResult { result } ... on AggregateGroupByResult { value } } } } } }`;

function call(name: string, column: string): object {
  return {
    type: 'FUNCTION',
    as: name,
    function: { function: name, params: [{ type: 'COLUMN', as: column, column: { column_id: column } }] },
  };
}

/** Calculations, and what belongs to the app and the API itself. */
export const app: Story = {
  name: 'the app',
  operations: [
    {
      query: `query Count${AGGREGATE}`,
      variables: { q: { from, select: [count] } },
      shows: { aggregate: { results: [{ entries: [{ alias: 'count', value: { result: 6 } }] }] } },
    },
    {
      query: `query Board($q: AggregateQueryInput!, $board: ID!) { boards(ids: [$board]) { name } aggregate(query: $q) { results { entries { alias value { ... on AggregateBasicAggregationResult { result } } } } } }`,
      variables: { board, q: { from, select: [call('SUM', 'numbers'), call('AVERAGE', 'numbers')] } },
      shows: {
        boards: [{ name: 'Website relaunch' }],
        aggregate: { results: [{ entries: [{ value: { result: 66 } }, { value: { result: 11 } }] }] },
      },
    },
    {
      query: `query Grouped($q: AggregateQueryInput!) { aggregate(query: $q) { results { entries { alias value { __typename ... on AggregateBasicAggregationResult { result } ... on AggregateGroupByResult { value } } } } } }`,
      variables: {
        q: {
          from,
          select: [
            { type: 'COLUMN', as: 'status', column: { column_id: 'status' } },
            call('LABEL', 'status'),
            count,
          ],
          group_by: [{ column_id: 'status' }],
          limit: 1,
        },
      },
      shows: {
        aggregate: {
          results: [
            { entries: [{ value: { value: 1 } }, { value: { value: 'Done' } }, { value: { result: 1 } }] },
          ],
        },
      },
    },
    {
      query:
        'query { version { kind value display_name } versions { value } complexity { before query after reset_in_x_seconds } }',
      shows: { version: { kind: 'current', value: '2026-10' }, versions: [{}, {}, {}, {}] },
    },
    { query: 'query { complexity { query } me { id } }', shows: { me: { id: '58120443' } } },
    { query: `query { webhooks(board_id: ${board}) { id event board_id config } }`, shows: { webhooks: [] } },
    {
      query:
        'mutation { set_mock_app_subscription(app_id: 1, partial_signing_secret: "ing-secret", plan_id: "gold", is_trial: true, max_units: 3) { plan_id is_trial max_units days_left } }',
      shows: { set_mock_app_subscription: { plan_id: 'gold', is_trial: true, max_units: 3, days_left: 30 } },
    },
    {
      query: 'query { app_subscription { plan_id billing_period renewal_date pricing_version } }',
      shows: { app_subscription: [{ plan_id: 'gold', billing_period: 'monthly' }] },
    },
    {
      query:
        'query { app_subscriptions(app_id: 1, status: active, limit: 10) { total_count subscriptions { account_id plan_id days_left } } }',
      shows: {
        app_subscriptions: { total_count: 1, subscriptions: [{ account_id: 18345021, plan_id: 'gold' }] },
      },
    },
    {
      query:
        'mutation { increase_app_subscription_operations(increment_by: 4, kind: "ai") { counter_value kind period_key } }',
      shows: { increase_app_subscription_operations: { counter_value: 4, kind: 'ai' } },
    },
    {
      query:
        'query { app_subscription_operations(kind: "ai") { counter_value app_subscription { plan_id } } }',
      shows: { app_subscription_operations: { counter_value: 4, app_subscription: { plan_id: 'gold' } } },
    },
    {
      query:
        'mutation { batch_extend_trial_period(app_id: 1, plan_id: "gold", duration_in_days: 7, account_slugs: ["harbor-pine"]) { success details { account_slug success reason } } }',
      shows: {
        batch_extend_trial_period: {
          success: true,
          details: [{ account_slug: 'harbor-pine', success: true }],
        },
      },
    },
    {
      query: 'query { apps_monetization_status { is_supported } apps_monetization_info { seats_count } }',
      shows: { apps_monetization_status: { is_supported: true }, apps_monetization_info: { seats_count: 2 } },
    },
    {
      query:
        'mutation { remove_mock_app_subscription(app_id: 1, partial_signing_secret: "ing-secret") { plan_id } }',
      shows: { remove_mock_app_subscription: { plan_id: 'gold' } },
    },
    {
      query:
        'mutation { update_app_lifecycle_subscription(entity_identifier: 9, entity_type: "appFeature", input: {lifecycle_events: [{event_type: "create", webhook_url: "https://app.example/hook"}]}) { id event_type webhook_url is_sync } }',
      shows: { update_app_lifecycle_subscription: [{ event_type: 'create', is_sync: false }] },
    },
    {
      query: 'query { get_app_lifecycle_subscriptions(app_id: 1) { entity_id event_type } }',
      shows: { get_app_lifecycle_subscriptions: [{ entity_id: '9', event_type: 'create' }] },
    },
    {
      query:
        'mutation { delete_app_lifecycle_subscription(entity_identifier: 9, entity_type: "appFeature") }',
      shows: { delete_app_lifecycle_subscription: true },
    },
    {
      query: 'query { connections(page: 1, pageSize: 10) { id provider name method state } }',
      shows: { connections: [] },
    },
    {
      query:
        'query { user_connections(pagination: {limit: 5}) { id accountId userId } account_connections { id } }',
      shows: { user_connections: [], account_connections: [] },
    },
    {
      query: 'query { me { activity_logs(limit: 1) { cursor logs { event entity } } } }',
      shows: {
        me: { activity_logs: { logs: [{ event: 'delete_app_lifecycle_subscription', entity: 'account' }] } },
      },
    },
    {
      query: 'query { user_configs(kinds: ["member"]) { kind role_id visibility behaviors group } }',
      shows: { user_configs: [{ kind: 'member', group: 'users' }] },
    },
    {
      query: 'query { __type(name: "Board") { kind name fields { name } } }',
      shows: { __type: { kind: 'OBJECT', name: 'Board' } },
    },
    {
      query:
        'query ($boardIds: [ID!], $limit: Int, $cursor: String) { board_automations(board_ids: $boardIds, limit: $limit, cursor: $cursor) { cursor legacy_automations items { id title active workflow_blocks } } }',
      variables: { boardIds: ['7310284655'], limit: 5 },
      shows: { board_automations: { cursor: null, items: [] } },
    },
    {
      query: 'query { board_automations(board_ids: [1]) { cursor } }',
      shows: {},
      refused: 'InvalidBoardIdException',
    },
    {
      query:
        'query ($uuid: String!) { block_events(triggerUuid: $uuid) { blockEvents { title eventState } } tool_events(trigger_uuid: $uuid) { tool_events { id } } trigger_event(triggerUuid: $uuid) { eventState } trigger_events { triggerEvents { triggerUuid } } account_trigger_statistics { success failure total } account_triggers_statistics_by_entity_id(run_status: success) { automation_statistics } }',
      variables: { uuid: '1b671a64-40d5-491e-99b0-da01ff1f3341' },
      shows: {
        block_events: { blockEvents: [] },
        trigger_event: null,
        account_trigger_statistics: { success: 0, total: 0 },
      },
    },
    {
      query:
        'query ($limit: Int, $filters: MeetingsFilterInput) { notetaker { meetings(limit: $limit, filters: $filters) { meetings { id title start_time meeting_link } page_info { has_next_page cursor } } } }',
      variables: { limit: 100, filters: { access: 'ALL' } },
      shows: { notetaker: { meetings: { meetings: [], page_info: { has_next_page: false } } } },
    },
  ],
};
