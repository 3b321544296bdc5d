import { findUser } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets } from './operators.js';
import { invalidValue } from './problems.js';
import type { Column } from '../store/index.js';

interface PeopleValue {
  readonly personsAndTeams: readonly { readonly id: number; readonly kind: 'person' | 'team' }[];
}

/** `people`: users and teams, by id. */
export const people = columnType<PeopleValue>({
  name: 'people',
  typename: 'PeopleValue',
  fromJson: (value, { column }) => read((value as { personsAndTeams?: unknown }).personsAndTeams, column),
  fromText: (value, { column }) =>
    read(
      value.split(',').map((id) => ({ id: id.trim(), kind: 'person' })),
      column,
    ),
  index: ({ personsAndTeams }) => ({ keys: personsAndTeams.map(({ id, kind }) => `${kind}-${id}`) }),
  text: ({ stored }, reader) =>
    (stored?.value.personsAndTeams ?? []).flatMap(({ id }) => findUser(reader, id)?.name ?? []).join(', '),
  fields: {
    persons_and_teams: ({ stored }: Cell<PeopleValue>) => stored?.value.personsAndTeams ?? null,
  },
  operators: { ...EMPTINESS, ...keySets() },
});

function read(value: unknown, column: Column): PeopleValue {
  const entries = Array.isArray(value) ? (value as { id?: unknown }[]) : [];
  const ids = entries.map((entry) => Number(entry.id));
  if (ids.length === 0 || !ids.every((id) => Number.isSafeInteger(id) && id > 0)) {
    throw invalidValue(column, 'People are written {"personsAndTeams":[{"id":1}]}.');
  }
  return { personsAndTeams: ids.map((id) => ({ id, kind: 'person' as const })) };
}
