import { findUser, usersOf, type Column, type Reader } from '../store/index.js';
import { columnType, type Cell, type ColumnRule, type Write } from './column-type.js';
import { EMPTINESS, keySets, namedKeys, numberOf } from './operators.js';
import { invalidValue } from './problems.js';

interface PeopleValue {
  readonly personsAndTeams: readonly { readonly id: number; readonly kind: 'person' | 'team' }[];
}

/** `people`: ids of users and teams of the account. */
export const people = columnType<PeopleValue>({
  name: 'people',
  typename: 'PeopleValue',
  fromJson: (value, write) => {
    if (typeof value === 'string') return fromText(value, write);
    return read((value as { personsAndTeams?: unknown }).personsAndTeams, write);
  },
  fromText,
  index: ({ personsAndTeams }) => ({ keys: personsAndTeams.map(({ id, kind }) => `${kind}-${id}`) }),
  text: ({ stored }, reader) =>
    (stored?.value.personsAndTeams ?? []).flatMap((entry) => nameOf(entry, reader) ?? []).join(', '),
  fields: {
    persons_and_teams: ({ stored }: Cell<PeopleValue>) => stored?.value.personsAndTeams ?? null,
  },
  operators: { ...EMPTINESS, ...keySets(keyOf), ...namedKeys(({ context }) => names(context)) },
});

function keyOf(value: unknown, { context }: ColumnRule): string | undefined {
  if (value === 'assigned_to_me') return `person-${context.userId}`;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function names(reader: Reader): { key: string; name: string }[] {
  return [
    ...usersOf(reader).map(({ id, name }) => ({ key: `person-${id}`, name })),
    ...teamsOf(reader).map(({ id, name }) => ({ key: `team-${id}`, name })),
  ];
}

function nameOf({ id, kind }: PeopleValue['personsAndTeams'][number], reader: Reader): string | undefined {
  if (kind === 'person') return findUser(reader, id)?.name;
  return teamsOf(reader).find((team) => team.id === id)?.name;
}

function teamsOf(reader: Reader): readonly { id: number; name: string }[] {
  return reader.once('names of teams', () =>
    reader.database.all<{ id: number; name: string }>(
      'SELECT id, name FROM teams WHERE account_id = ?',
      reader.accountId,
    ),
  );
}

function fromText(text: string, write: Write): PeopleValue | null {
  return read(
    text.split(',').map((id) => ({ id: id.trim(), kind: 'person' })),
    write,
  );
}

function read(value: unknown, { column, context }: Write): PeopleValue | null {
  if (!Array.isArray(value)) throw malformed(column);
  if (value.length === 0) return null;
  const entries = (value as { id?: unknown; kind?: unknown }[]).map((entry) => {
    const id = numberOf(entry?.id) ?? NaN;
    const kind = entry?.kind ?? 'person';
    if (!Number.isSafeInteger(id) || id <= 0 || (kind !== 'person' && kind !== 'team'))
      throw malformed(column);
    if (nameOf({ id, kind }, context) === undefined) {
      throw invalidValue(column, `There is no ${kind} ${id} in this account.`);
    }
    return { id, kind } as const;
  });
  return { personsAndTeams: entries };
}

function malformed(column: Column): Error {
  return invalidValue(column, 'People are written {"personsAndTeams":[{"id":1,"kind":"person"}]}.');
}
