import { type GraphQLContext } from '../../graphql-context.js';
import { properties, query, type Area } from '../../resolvers/index.js';
import { requireBoard } from '../boards/board-access.js';

const NONE = 'No automation runs on the platform.';

/**
 * Automations and their runs. There are none: the platform runs the blocks of the app only when it is told to, and no
 * mutation that makes automations is served.
 */
export const automationsArea: Area = {
  name: 'automations',
  withoutEffect: {
    'Query.board_automations(ids:)': NONE,
    'Query.board_automations(limit:)': NONE,
    'Query.board_automations(cursor:)': NONE,
    'Query.trigger_events(nextPageOffset:)': NONE,
    'Query.trigger_events(filters:)': NONE,
    'Query.trigger_event(triggerUuid:)': NONE,
    'Query.block_events(triggerUuid:)': NONE,
    'Query.block_events(nextPageOffset:)': NONE,
    'Query.tool_events(trigger_uuid:)': NONE,
    'Query.tool_events(next_page_offset:)': NONE,
    'Query.account_trigger_statistics(filters:)': NONE,
    'Query.account_triggers_statistics_by_entity_id(run_status:)': NONE,
    'Query.account_triggers_statistics_by_entity_id(filters:)': NONE,
  },
  resolvers: {
    Query: {
      board_automations: query('boards:read', boardAutomations),
      trigger_events: query('account:read', () => ({ triggerEvents: [] })),
      trigger_event: query('account:read', () => null),
      block_events: query('account:read', () => ({ blockEvents: [] })),
      tool_events: query('account:read', () => ({ tool_events: [] })),
      account_trigger_statistics: query('account:read', (_args: object, { accountId }) => ({
        id: accountId,
        success: 0,
        failure: 0,
        total: 0,
      })),
      account_triggers_statistics_by_entity_id: query('account:read', (_args: object, { accountId }) => ({
        id: accountId,
        automation_statistics: {},
        workflow_statistics: {},
      })),
    },
    AutomationsPage: properties('cursor', 'items', 'legacy_automations'),
    TriggerEventsPage: properties('triggerEvents'),
    BlockEventsPage: properties('blockEvents'),
    ToolEventsPage: properties('tool_events'),
    AccountTriggerStatistics: properties('id', 'success', 'failure', 'total'),
    AccountTriggersByEntityId: properties('id', 'automation_statistics', 'workflow_statistics'),
  },
};

/** `Query.board_automations` @throws GraphQLProblem for a board that the user may not see */
function boardAutomations(
  { board_ids }: { readonly board_ids?: readonly string[] | null },
  context: GraphQLContext,
): object {
  for (const id of board_ids ?? []) requireBoard(id, context);
  return { cursor: null, items: [], legacy_automations: [] };
}
