import { findUser } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, numberOf } from './operators.js';

interface VoteValue {
  readonly votersIds: readonly number[];
}

const votersOf = ({ stored }: Cell<VoteValue>): readonly number[] => stored?.value.votersIds ?? [];

/** `vote`: the users who voted for the item. The API cannot cast votes. */
export const vote = columnType<VoteValue>({
  name: 'vote',
  typename: 'VoteValue',
  index: ({ votersIds }) => ({ keys: votersIds, number: votersIds.length }),
  text: (cell) => String(votersOf(cell).length),
  fields: {
    vote_count: (cell: Cell<VoteValue>) => votersOf(cell).length,
    voter_ids: (cell: Cell<VoteValue>) => votersOf(cell),
    voters: (cell: Cell<VoteValue>, _args: object, context) =>
      votersOf(cell).flatMap((id) => findUser(context, id) ?? []),
  },
  operators: { ...EMPTINESS, ...keySets(numberOf) },
});
