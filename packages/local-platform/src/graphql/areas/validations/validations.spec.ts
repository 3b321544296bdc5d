import { ApiUnderTest, BOARD, FOREIGN_BOARD } from '../../testing/api-under-test.js';

const ITEM = '7310284756';

describe('validations of a board', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());

  const createRule = async (rule: object, as?: string): Promise<string> => {
    const { create_validation_rule: created } = await api.data<{ create_validation_rule: { id: string } }>(
      `mutation ($rule: ValidationRuleInput!) { create_validation_rule(id: ${BOARD}, rule: $rule) { id } }`,
      { variables: { rule }, ...(as === undefined ? {} : { as }) },
    );
    return created.id;
  };
  const require = (columnId: string): Promise<unknown> =>
    api.data(
      `mutation { add_required_column(id: ${BOARD}, column_id: "${columnId}") { required_column_ids } }`,
    );
  const problem = async (mutation: string): Promise<unknown> => {
    const { body, status } = await api.ask(`mutation { ${mutation} { id } }`);
    const error = body.errors?.[0];
    return error && { status, code: error.extensions['code'], data: error.extensions['error_data'] };
  };
  const create = (values: object): string =>
    `create_item(board_id: ${BOARD}, item_name: "New", column_values: ${JSON.stringify(JSON.stringify(values))})`;
  const change = (column: string, value: string): string =>
    `change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "${column}", value: "${value}")`;
  const atLeast = (value: number): object => ({
    then: { groups: [{ operator: 'GREATER_THAN_OR_EQUALS', column_id: 'numbers', compare_value: [value] }] },
  });

  it('refuse a new item, with every value that is wrong', async () => {
    await require('date4');
    await createRule(atLeast(5));
    expect(await problem(create({ numbers: '4' }))).toEqual({
      status: 422,
      code: 'DATA_VALIDATIONS_ERROR',
      data: [
        { itemId: null, columnIds: ['date4'], message: "'Due date' is required" },
        { itemId: null, columnIds: ['numbers'], message: "'Estimate (h)' must be at least [5]" },
      ],
    });
    const { boards } = await api.data<{ boards: { items_count: number }[] }>(
      `{ boards(ids: [${BOARD}]) { items_count } }`,
    );
    expect(boards[0]?.items_count).toBe(6);
    expect(await problem(create({ numbers: '5', date4: '2026-01-01' }))).toBeUndefined();
  });

  it('refuse a change of the column that they are about, and no other change', async () => {
    await createRule(atLeast(50));
    await require('date4');
    expect(await problem(change('status', 'Stuck'))).toBeUndefined();
    expect(await problem(change('numbers', '49'))).toMatchObject({ data: [{ itemId: ITEM }] });
    expect(await problem(change('date4', ''))).toMatchObject({ data: [{ columnIds: ['date4'] }] });
    expect(await problem(change('numbers', '50'))).toBeUndefined();
    const { items } = await api.data<{ items: { column_values: unknown[] }[] }>(
      `{ items(ids: [${ITEM}]) { column_values(ids: ["date4", "numbers"]) { text } } }`,
    );
    expect(items[0]?.column_values).toEqual([{ text: '2026-11-16' }, { text: '50' }]);
  });

  it('apply only if their condition is true', async () => {
    await createRule({
      if: { groups: [{ operator: 'ANY_OF', column_id: 'status', compare_value: [1] }] },
      then: { groups: [{ operator: 'IS_NOT_EMPTY', column_id: 'numbers' }] },
    });
    expect(await problem(create({ status: 'Stuck' }))).toBeUndefined();
    expect(await problem(create({ status: 'Done' }))).toMatchObject({ code: 'DATA_VALIDATIONS_ERROR' });
    expect(await problem(create({ status: 'Done', numbers: '1' }))).toBeUndefined();
  });

  it('need one of the constraints if they are combined with OR', async () => {
    const equals = (value: number): object => ({
      operator: 'EQUALS',
      column_id: 'numbers',
      compare_value: [value],
    });
    await createRule({
      if: { groups: [{ operator: 'IS_NOT_EMPTY', column_id: 'numbers' }] },
      then: { operator: 'OR', groups: [equals(1), equals(2)] },
    });
    expect(await problem(create({ numbers: '2' }))).toBeUndefined();
    expect(await problem(create({ numbers: '3' }))).toMatchObject({ data: [{}, {}] });
  });

  it('are gone when they are removed', async () => {
    const id = await createRule(atLeast(50));
    await require('numbers');
    await api.data(`mutation { delete_validation_rule(id: ${BOARD}, rule_id: "${id}") { id } }`);
    await api.data(
      `mutation { remove_required_column(id: ${BOARD}, column_id: "numbers") { required_column_ids } }`,
    );
    expect(await problem(create({}))).toBeUndefined();
    expect(await api.data(`{ validations(id: ${BOARD}) { required_column_ids rules } }`)).toEqual({
      validations: { required_column_ids: [], rules: {} },
    });
  });

  it.each([
    ['a column that cannot be required', 'add_required_column(id: BOARD, column_id: "name")', 'BAD_REQUEST'],
    ['an unknown column', 'add_required_column(id: BOARD, column_id: "x")', 'InvalidColumnIdException'],
    ['an unknown rule', 'delete_validation_rule(id: BOARD, rule_id: "x")', 'ResourceNotFoundException'],
    [
      'an operator of another type',
      'create_validation_rule(id: BOARD, rule: {then: {groups: [{operator: CONTAINS_TEXT, column_id: "numbers", compare_value: ["1"]}]}})',
      'BAD_REQUEST',
    ],
    [
      'a value that cannot be compared',
      'create_validation_rule(id: BOARD, rule: {then: {groups: [{operator: LOWER_THAN, column_id: "numbers", compare_value: ["x"]}]}})',
      'InvalidArgumentException',
    ],
    [
      'a type that no rule can be about',
      'create_validation_rule(id: BOARD, rule: {then: {groups: [{operator: IS_NOT_EMPTY, column_id: "person"}]}})',
      'BAD_REQUEST',
    ],
    [
      'a rule without constraints',
      'create_validation_rule(id: BOARD, rule: {then: {groups: []}})',
      'BAD_REQUEST',
    ],
    [
      'a board of another account',
      `add_required_column(id: ${FOREIGN_BOARD}, column_id: "status")`,
      'InvalidBoardIdException',
    ],
  ])('refuse %s', async (_what, mutation, code) => {
    expect(await api.code(`mutation { ${mutation.replace('BOARD', BOARD)} { __typename } }`)).toBe(code);
  });

  it('need a plan that has them', async () => {
    api.database.run("UPDATE accounts SET tier = 'standard'");
    expect(await api.data(`{ validations(id: ${BOARD}) { rules } }`)).toEqual({ validations: null });
    expect(
      await api.code(
        `mutation { add_required_column(id: ${BOARD}, column_id: "status") { required_column_ids } }`,
      ),
    ).toBe('UserUnauthorizedException');
  });
});
