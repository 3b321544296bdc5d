import { type SeededRandom } from '../../src/graphql/seed/seeded-random.js';

/** Ids of the seed, by the word that names of arguments have for what they are of. */
export type KnownIds = Readonly<Record<string, readonly string[]>>;

const INTEGERS = [0, 1, 2, 3, 10, 25, 100, -1, 2_147_483_647, -2_147_483_648];
const NUMBERS = [0, -0, 0.5, -1.5, 1e21, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE];
const ODD_IDS = [
  '0',
  '-1',
  '1',
  'x',
  '',
  ' ',
  '1e3',
  '9007199254740993',
  '1 OR 1=1',
  'constructor',
  '\u0000',
];
export const TEXTS = [
  '',
  ' ',
  'x',
  'Done',
  'name',
  'status',
  '5',
  'true',
  'null',
  '%',
  '_',
  "'; DROP TABLE items; --",
  '"',
  '\\',
  '$',
  '{"a":1}',
  '<b onclick=x>y</b><script>',
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\ud800',
  '\u202e😀',
  '../../etc/passwd',
  'x'.repeat(300),
  'x'.repeat(5_000),
];
const TIMES = [
  '2026-01-10',
  '2026-01-10T10:00:00Z',
  '2026-02-30',
  'tomorrow',
  '',
  '9999999-01-01',
  '0000-00-00',
  '-1',
];
const JSON_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  'x',
  [],
  [null],
  [[]],
  [1, 'x', {}],
  {},
  { a: 1 },
  { id: 'x' },
  { label: 'Done' },
  { labels: null },
  { labels: [null] },
  { labels: [{ id: 'x', label: 5 }] },
  { labels: { 0: null, x: {} } },
  { constructor: {} },
  { ['__proto__']: { a: 1 } },
  { toString: 5 },
  { 'a"b': 1, "a'b": 2, 'a.b': 3 },
  { name: 5 },
  { name: '' },
  { settings: { labels: 5 } },
  { boardIds: 'x', formula: 5, unit: 5, limit: 'x', limit_select: 'x' },
  { relation_column: null, displayed_linked_columns: 5 },
  { columnId: 'status', columnValue: { index: 1 } },
];

/** A value for a variable of any type that most types do not accept. */
export function hostileValue(random: SeededRandom): unknown {
  return random.pick([
    ...INTEGERS,
    ...NUMBERS,
    ...TEXTS,
    ...JSON_VALUES,
    nested(random.pick([5, 300, 2_000])),
  ]);
}

/** A value that the scalar accepts, mostly, whatever it means. @param name of the argument or input field */
export function scalarValue(scalar: string, name: string, random: SeededRandom, ids: KnownIds): unknown {
  switch (scalar) {
    case 'ID':
      return random.below(15) === 0 ? random.pick(ODD_IDS) : knownId(name, random, ids);
    case 'Int':
      return random.pick(INTEGERS);
    case 'Float':
      return random.pick(NUMBERS);
    case 'Boolean':
      return random.below(2) === 0;
    case 'Date':
    case 'ISO8601DateTime':
      return random.pick(TIMES);
    case 'JSON':
      return jsonText(random);
    case 'CompareValue':
      return random.pick([...JSON_VALUES, ...TEXTS, nested(300)]);
    case 'String':
      if (name.includes('id')) return knownId(name, random, ids);
      return random.below(8) === 0 ? random.pick(TIMES) : random.pick(TEXTS);
    default:
      return null;
  }
}

/** monday's scalar JSON is sent as text in most places, and as a value in some. */
function jsonText(random: SeededRandom): unknown {
  const value = random.pick([...JSON_VALUES, nested(300)]);
  return random.below(3) === 0 ? value : JSON.stringify(value);
}

function knownId(name: string, random: SeededRandom, ids: KnownIds): string {
  const kinds = Object.keys(ids);
  const kind = kinds.find((candidate) => name.toLowerCase().includes(candidate)) ?? random.pick(kinds);
  const known = ids[kind] ?? [];
  return random.pick(known.length > 0 ? known : ODD_IDS);
}

/** Lists in lists. */
export function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

/** The parts of the forms in which values of columns are written. */
const PARTS =
  'label index ids labels personsAndTeams date time from to week checked email text phone countryShortName url rating countryCode countryName lat lng address street city country placeId timezone color tag_ids team_id personId hour minute item_ids linkedPulseIds files icon visualization_type'.split(
    ' ',
  );
const WRONG_PARTS: readonly unknown[] = [
  5,
  'x',
  [],
  [null],
  [1],
  {},
  [{}],
  [{ id: {} }],
  true,
  null,
  -1,
  { toString: 5 },
  [{ toString: 5 }],
];

/** What a value of a type must have, so that the rest of it is read. */
const WHOLE: Readonly<Record<string, object>> = {
  date: { date: '2026-01-10' },
  timeline: { from: '2026-01-10', to: '2026-01-11' },
  email: { email: 'a@b.example', text: 'x' },
  phone: { phone: '+12025550169', countryShortName: 'US' },
  link: { url: 'https://a.example', text: 'x' },
  country: { countryCode: 'SE', countryName: 'Sweden' },
  location: { lat: '1', lng: '2', address: 'x' },
  hour: { hour: 1, minute: 2 },
};

/** A value for a column of the type, with one part that may be wrong, or any other. */
export function columnValue(type: string, random: SeededRandom): unknown {
  if (random.below(4) === 0) return hostileValue(random);
  return { ...WHOLE[type], [random.pick(PARTS)]: random.pick(WRONG_PARTS) };
}
