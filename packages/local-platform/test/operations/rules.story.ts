import { SEED, type Story } from './operation.js';

const { board, item } = SEED;

/** Rules that values must keep, as connectors and administrators' tools send them. */
export const rules: Story = {
  name: 'rules',
  operations: [
    {
      query: `query Rules($id: ID!) { validations(id: $id, type: board) { required_column_ids rules } boards(ids: [$id]) { columns { id title type } } }`,
      variables: { id: board },
      shows: {
        validations: { required_column_ids: [], rules: {} },
        boards: [{ columns: [{ id: 'name' }, {}, {}, {}, {}] }],
      },
    },
    {
      query: `mutation ($id: ID!, $columnId: String!) { add_required_column(id: $id, column_id: $columnId, type: board) { required_column_ids } }`,
      variables: { id: board, columnId: 'numbers' },
      shows: { add_required_column: { required_column_ids: ['numbers'] } },
    },
    {
      query: `mutation ($id: ID!, $rule: ValidationRuleInput!) { create_validation_rule(id: $id, type: board, rule: $rule) { id if then } }`,
      variables: {
        id: board,
        rule: {
          if: { operator: 'AND', groups: [{ operator: 'ANY_OF', column_id: 'status', compare_value: [2] }] },
          then: { groups: [{ operator: 'LOWER_THAN', column_id: 'numbers', compare_value: [10] }] },
        },
      },
      shows: {
        create_validation_rule: {
          if: { operator: 'AND', groups: [{ column_id: 'status' }] },
          then: { operator: 'AND', groups: [{ operator: 'LOWER_THAN', compare_value: [10] }] },
        },
      },
      keep: { rule: 'create_validation_rule.id' },
    },
    {
      query: `mutation ($id: ID!, $ruleId: ID!, $rule: ValidationRuleInput!) { update_validation_rule(id: $id, type: board, rule_id: $ruleId, rule: $rule) { id if then } }`,
      variables: {
        id: board,
        ruleId: '{{rule}}',
        rule: {
          then: {
            groups: [
              {
                operator: 'LOWER_THAN',
                column_id: 'numbers',
                compare_value: [100],
                compare_attribute: null,
              },
            ],
          },
        },
      },
      shows: { update_validation_rule: { id: '{{rule}}', if: null, then: { operator: 'AND' } } },
    },
    {
      query: `mutation { change_simple_column_value(board_id: ${board}, item_id: ${item}, column_id: "numbers", value: "100") { id } }`,
      shows: {},
      refused: 'DATA_VALIDATIONS_ERROR',
    },
    {
      query: `mutation { create_item(board_id: ${board}, item_name: "Without a value") { id } }`,
      shows: {},
      refused: 'DATA_VALIDATIONS_ERROR',
    },
    {
      query: `query { validations(id: ${board}) { required_column_ids rules } }`,
      shows: {
        validations: {
          required_column_ids: ['numbers'],
        },
      },
    },
    {
      query: `mutation { delete_validation_rule(id: ${board}, type: board, rule_id: "{{rule}}") { id then } remove_required_column(id: ${board}, column_id: "numbers", type: board) { required_column_ids } }`,
      shows: {
        delete_validation_rule: { id: '{{rule}}' },
        remove_required_column: { required_column_ids: [] },
      },
    },
    {
      query: `mutation { create_item(board_id: ${board}, item_name: "Without a value") { name column_values(ids: ["numbers"]) { text } } }`,
      shows: { create_item: { name: 'Without a value', column_values: [{ text: '' }] } },
    },
  ],
};
