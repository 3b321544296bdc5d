import { findUser, groupByKey } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, numberOf } from './operators.js';
import { invalidValue } from './problems.js';

interface PersonValue {
  readonly personId: number;
}

/** `person`: one user. `people` replaces this type. */
export const person = columnType<PersonValue>({
  name: 'person',
  typename: 'PersonValue',
  fromJson: (value, { column, context }) => {
    const id = numberOf(typeof value === 'object' ? (value as { personId?: unknown }).personId : value);
    if (id === undefined || !findUser(context, id))
      throw invalidValue(column, 'A person is written {"personId":1}.');
    return { personId: id };
  },
  index: ({ personId }) => ({ keys: [`person-${personId}`] }),
  text: ({ stored }, reader) => (stored && findUser(reader, stored.value.personId)?.name) ?? '',
  fields: { person_id: ({ stored }: Cell<PersonValue>) => stored?.value.personId ?? null },
  operators: { ...EMPTINESS, ...keySets() },
});

/** `group`: the group of the item. */
export const group = columnType<never>({
  name: 'group',
  typename: 'GroupValue',
  text: ({ item }, reader) => groupByKey(reader, item.group_key)?.title ?? null,
  json: () => null,
  fields: {
    group: ({ item }: Cell, _args: object, context) => groupByKey(context, item.group_key),
    group_id: ({ item }: Cell, _args: object, context) => groupByKey(context, item.group_key)?.id,
  },
  operators: {},
});

interface IntegrationValue {
  readonly entity_id: string;
  readonly issue_id: string;
  readonly issue_api_url: string;
}

/** `integration`: written by monday's integrations. */
export const integration = columnType<IntegrationValue>({
  name: 'integration',
  typename: 'IntegrationValue',
  text: ({ stored }) => stored?.value.issue_id ?? '',
  fields: {
    entity_id: ({ stored }: Cell<IntegrationValue>) => stored?.value.entity_id ?? null,
    issue_id: ({ stored }: Cell<IntegrationValue>) => stored?.value.issue_id ?? null,
    issue_api_url: ({ stored }: Cell<IntegrationValue>) => stored?.value.issue_api_url ?? null,
  },
  operators: {},
});

/** Column types in monday's schema whose values the API does not return. */
export const itemAssignees = withoutValue('item_assignees', 'UnsupportedValue');
export const unsupportedColumn = withoutValue('unsupported', 'UnsupportedValue');
export const directDoc = withoutValue('direct_doc', 'DirectDocValue', { file: () => null });

function withoutValue(
  name: string,
  typename: string,
  fields?: Readonly<Record<string, () => null>>,
): ReturnType<typeof columnType> {
  return columnType<never>({ name, typename, text: () => null, json: () => null, fields, operators: {} });
}
