import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, numberOf, only, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface RatingValue {
  readonly rating: number;
}

const STARS = 5;

/** `rating`: stars, from one to the maximum of the column (default: five). */
export const rating = columnType<RatingValue>({
  name: 'rating',
  typename: 'RatingValue',
  fromJson: (value, { column }) =>
    read(typeof value === 'object' ? (value as { rating?: unknown } | null)?.rating : value, column),
  fromText: (text, { column }) => read(text, column),
  index: (value) => ({ text: String(value.rating), number: value.rating, keys: [value.rating] }),
  text: ({ stored }) => (stored ? String(stored.value.rating) : ''),
  fields: { rating: ({ stored }: Cell<RatingValue>) => stored?.value.rating ?? null },
  operators: { ...EMPTINESS, ...keySets(numberOf), ...only(TEXT, 'contains_terms') },
});

function read(value: unknown, column: Column): RatingValue | null {
  const stars = numberOf(value);
  const limit = Number(column.settings['limit'] ?? STARS);
  if (stars === undefined || !Number.isInteger(stars) || stars < 0 || stars > limit) {
    throw invalidValue(column, `A rating is written {"rating":4}, from 1 to ${limit}.`);
  }
  return stars === 0 ? null : { rating: stars };
}
