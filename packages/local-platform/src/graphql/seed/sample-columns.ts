import { statusLabel } from '../column-types/status.js';
import { type SeededRandom } from './seeded-random.js';

/** What values can refer to: all of one account. */
export interface SampleWorld {
  readonly boardId: number;
  readonly userIds: readonly number[];
  readonly teamIds: readonly number[];
  readonly tagIds: readonly number[];
  /** A `board_relation` column of the board, for mirrors; and a `numbers` column, for formulas. */
  readonly relationId: string;
  readonly numbersId: string;
  /** The time of all values, in milliseconds. */
  readonly at: number;
}

/** How columns of one type are generated. */
export interface SampleColumn {
  readonly type: string;
  readonly title: string;
  readonly settings?: (world: SampleWorld) => Readonly<Record<string, unknown>>;
  /** A value in its stored form. Missing if items have none: it is computed, or something else has to be made first. */
  readonly value?: (random: SeededRandom, world: SampleWorld) => unknown;
  /** Whether the values are links to other items of the board. */
  readonly isLinked?: true;
}

const DAY_MS = 86_400_000;
const WORDS =
  'anchor autumn bridge candle copper cotton delta ember fabric forest garden granite harbor island jasmine kettle lantern ledger marble meadow needle nickel ocean orchard paper pepper quarry river saddle silver summer timber tunnel velvet violet walnut willow winter window yellow'.split(
    ' ',
  );
const LABELS = ['Working on it', 'Done', 'Stuck', 'Waiting', 'In review'];
const OPTIONS = ['Design', 'Build', 'Test', 'Release', 'Support', 'Research'];
const COUNTRIES = [
  ['SE', 'Sweden'],
  ['PT', 'Portugal'],
  ['IN', 'India'],
  ['BR', 'Brazil'],
  ['KE', 'Kenya'],
] as const;
const PLACES = [
  ['59.33', '18.07', 'Stockholm'],
  ['38.72', '-9.14', 'Lisbon'],
  ['-1.29', '36.82', 'Nairobi'],
] as const;
const ZONES = ['Europe/Stockholm', 'Europe/Lisbon', 'Asia/Kolkata', 'America/Sao_Paulo'];
const COLORS = ['#FF5733', '#00C875', '#579BFC', '#A25DDC'];

export function sampleWords(random: SeededRandom, count: number): string {
  return Array.from({ length: count }, () => random.pick(WORDS)).join(' ');
}

/** All types that `create_column` can make. A board with fewer columns has the first of them. */
export const SAMPLE_COLUMNS: readonly SampleColumn[] = [
  {
    type: 'status',
    title: 'Status',
    settings: () => ({ labels: LABELS.map((label, id) => statusLabel(id, label, id)) }),
    value: (random) => ({ index: random.below(LABELS.length) }),
  },
  { type: 'text', title: 'Text', value: (random) => sampleWords(random, 3) },
  { type: 'numbers', title: 'Numbers', value: (random) => String(random.below(100_000) / 10) },
  {
    type: 'people',
    title: 'People',
    value: (random, { userIds }) => ({ personsAndTeams: [{ id: random.pick(userIds), kind: 'person' }] }),
  },
  { type: 'date', title: 'Date', value: (random, { at }) => ({ date: day(random, at) }) },
  {
    type: 'dropdown',
    title: 'Dropdown',
    settings: () => ({
      labels: OPTIONS.map((label, index) => ({ id: index + 1, label, is_deactivated: false })),
    }),
    value: (random) => ({ ids: [1 + random.below(OPTIONS.length)] }),
  },
  { type: 'timeline', title: 'Timeline', value: timeline },
  { type: 'long_text', title: 'Long text', value: (random) => ({ text: sampleWords(random, 12) }) },
  { type: 'checkbox', title: 'Checkbox', value: () => ({ checked: 'true' }) },
  {
    type: 'email',
    title: 'Email',
    value: (random) => {
      const word = random.pick(WORDS);
      return { email: `${word}@example.com`, text: word };
    },
  },
  {
    type: 'phone',
    title: 'Phone',
    value: (random) => ({ phone: `+1202555${1000 + random.below(9000)}`, countryShortName: 'US' }),
  },
  {
    type: 'link',
    title: 'Link',
    value: (random) => {
      const word = random.pick(WORDS);
      return { url: `https://example.com/${word}`, text: word };
    },
  },
  { type: 'rating', title: 'Rating', value: (random) => ({ rating: 1 + random.below(5) }) },
  {
    type: 'tags',
    title: 'Tags',
    value: (random, { tagIds }) => ({ tag_ids: [random.pick(tagIds)] }),
  },
  {
    type: 'board_relation',
    title: 'Connected items',
    settings: ({ boardId }) => ({ boardIds: [boardId] }),
    isLinked: true,
  },
  { type: 'dependency', title: 'Dependency', isLinked: true },
  {
    type: 'mirror',
    title: 'Mirror',
    settings: ({ boardId, relationId }) => ({
      relation_column: { [relationId]: true },
      displayed_linked_columns: { [boardId]: ['status'] },
    }),
  },
  {
    type: 'formula',
    title: 'Formula',
    settings: ({ numbersId }) => ({ formula: `{${numbersId}} * 2` }),
  },
  { type: 'file', title: 'Files', value: file },
  { type: 'week', title: 'Week', value: week },
  {
    type: 'hour',
    title: 'Hour',
    value: (random) => ({ hour: random.below(24), minute: random.below(4) * 15 }),
  },
  {
    type: 'country',
    title: 'Country',
    value: (random) => {
      const [countryCode, countryName] = random.pick(COUNTRIES);
      return { countryCode, countryName };
    },
  },
  {
    type: 'location',
    title: 'Location',
    value: (random) => {
      const [lat, lng, address] = random.pick(PLACES);
      return { lat, lng, address };
    },
  },
  { type: 'world_clock', title: 'World clock', value: (random) => ({ timezone: random.pick(ZONES) }) },
  { type: 'color_picker', title: 'Color', value: (random) => ({ color: { hex: random.pick(COLORS) } }) },
  {
    type: 'team',
    title: 'Team',
    value: (random, { teamIds }) => ({ team_id: random.pick(teamIds) }),
  },
  {
    type: 'vote',
    title: 'Vote',
    value: (random, { userIds }) => ({ votersIds: [random.pick(userIds)] }),
  },
  {
    type: 'time_tracking',
    title: 'Time tracking',
    value: (random) => ({ running: false, duration: 60 * (1 + random.below(600)), startDate: null }),
  },
  { type: 'item_id', title: 'Item id' },
  { type: 'creation_log', title: 'Creation log' },
  { type: 'last_updated', title: 'Last updated' },
  { type: 'auto_number', title: 'Auto number' },
  { type: 'progress', title: 'Progress' },
  { type: 'button', title: 'Button', settings: () => ({ label: 'Go' }) },
  {
    type: 'person',
    title: 'Person',
    value: (random, { userIds }) => ({ personId: random.pick(userIds) }),
  },
  { type: 'doc', title: 'Doc' },
  { type: 'subtasks', title: 'Subitems', settings: () => ({ boardIds: [] }) },
  {
    type: 'integration',
    title: 'Integration',
    value: (random) => {
      const issue = String(1 + random.below(9_000));
      return {
        entity_id: `10${issue}`,
        issue_id: issue,
        issue_api_url: `https://example.com/issues/${issue}`,
      };
    },
  },
];

function timeline(random: SeededRandom, { at }: SampleWorld): unknown {
  const from = dayNumber(random);
  return { from: dayOf(at, from), to: dayOf(at, from + random.below(30)) };
}

/** The seven days from a Monday on. */
function week(random: SeededRandom, { at }: SampleWorld): unknown {
  const weekday = (new Date(at).getUTCDay() + 6) % 7;
  const monday = random.below(52) * 7 - weekday;
  return { week: { startDate: dayOf(at, monday), endDate: dayOf(at, monday + 6) } };
}

function file(random: SeededRandom, { at, userIds }: SampleWorld): unknown {
  const name = `${random.pick(WORDS)}.pdf`;
  const link = { fileType: 'LINK', name, fileId: name, linkToFile: `https://example.com/files/${name}` };
  return { files: [{ ...link, createdAt: at, createdBy: random.pick(userIds) }] };
}

const dayNumber = (random: SeededRandom): number => random.below(730) - 365;

function day(random: SeededRandom, at: number): string {
  return dayOf(at, dayNumber(random));
}

function dayOf(at: number, days: number): string {
  return new Date(at + days * DAY_MS).toISOString().slice(0, 10);
}
