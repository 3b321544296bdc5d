import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, namedKeys, numberOf } from './operators.js';
import { invalidValue } from './problems.js';
import { type Reader } from '../store/index.js';

interface TeamValue {
  readonly team_id: number;
}

interface NamedTeam {
  readonly id: number;
  readonly name: string;
}

/** `team`: one team. `people` replaces this type. */
export const team = columnType<TeamValue>({
  name: 'team',
  typename: 'TeamValue',
  fromJson: (value, { column, context }) => {
    const id = numberOf(typeof value === 'object' ? (value as { team_id?: unknown }).team_id : value);
    const known = allTeams(context).find((candidate) => candidate.id === id);
    if (!known) throw invalidValue(column, 'A team is written {"team_id":1}.');
    return { team_id: known.id };
  },
  fromText: (text, { column, context }) => {
    const known = allTeams(context).find(({ id }) => id === numberOf(text));
    if (!known) throw invalidValue(column, `There is no team ${text}.`);
    return { team_id: known.id };
  },
  index: ({ team_id }) => ({ keys: [team_id] }),
  text: ({ stored }, reader) => allTeams(reader).find(({ id }) => id === stored?.value.team_id)?.name ?? '',
  fields: { team_id: ({ stored }: Cell<TeamValue>) => stored?.value.team_id ?? null },
  operators: {
    ...EMPTINESS,
    ...keySets(numberOf),
    ...namedKeys(({ context }) => allTeams(context).map(({ id, name }) => ({ key: id, name }))),
  },
});

function allTeams(reader: Reader): readonly NamedTeam[] {
  return reader.once('names of teams', () =>
    reader.database.all<NamedTeam>('SELECT id, name FROM teams WHERE account_id = ?', reader.accountId),
  );
}
