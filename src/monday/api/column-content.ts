import { type MondayColumnValue } from './monday-api.types.js';

/** A person or a team in a people column. */
export interface ColumnPerson {
  readonly id: string;
  readonly kind: 'person' | 'team';
}

/** Content of a column, by its type. Dates are `YYYY-MM-DD`, times `hh:mm:ss`, both in UTC. */
export type ColumnContent =
  | { readonly type: 'status'; readonly index: number; readonly label: string | null }
  | { readonly type: 'date'; readonly date: string; readonly time: string | null }
  | { readonly type: 'timeline'; readonly from: string; readonly to: string }
  | { readonly type: 'numbers'; readonly number: number }
  | { readonly type: 'people'; readonly people: readonly ColumnPerson[] }
  | { readonly type: 'text' | 'long_text'; readonly text: string }
  | { readonly type: 'dropdown'; readonly ids: readonly number[]; readonly labels: readonly string[] }
  | { readonly type: 'checkbox'; readonly isChecked: boolean }
  | { readonly type: 'link'; readonly url: string; readonly text: string | null }
  | { readonly type: 'email'; readonly email: string; readonly text: string | null }
  | { readonly type: 'phone'; readonly phone: string; readonly country: string | null }
  /** A type without its own form: monday's raw value. */
  | { readonly type: 'other'; readonly columnType: string; readonly value: unknown };

type Fields = Readonly<Record<string, unknown>>;
type ContentReader = (fields: Fields, column: MondayColumnValue) => ColumnContent | undefined;

const READERS: Readonly<Record<string, ContentReader>> = {
  status: ({ index }, { text }) =>
    typeof index === 'number' ? { type: 'status', index, label: text === '' ? null : text } : undefined,
  date: ({ date, time }) =>
    isText(date) ? { type: 'date', date, time: isText(time) ? time : null } : undefined,
  timeline: ({ from, to }) => (isText(from) && isText(to) ? { type: 'timeline', from, to } : undefined),
  numbers: (_fields, { value }) => {
    const number = isText(value) || typeof value === 'number' ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? { type: 'numbers', number } : undefined;
  },
  people: ({ personsAndTeams }) => {
    const people = listOf(personsAndTeams).flatMap(readPerson);
    return people.length > 0 ? { type: 'people', people } : undefined;
  },
  text: (_fields, { value, text }) => readText('text', isText(value) ? value : text),
  long_text: ({ text: own }, { text }) => readText('long_text', isText(own) ? own : text),
  dropdown: ({ ids }, { text }) => {
    const numbers = listOf(ids).map(Number).filter(Number.isSafeInteger);
    return numbers.length > 0 ? { type: 'dropdown', ids: numbers, labels: split(text) } : undefined;
  },
  // monday uses both forms.
  checkbox: ({ checked }) => ({ type: 'checkbox', isChecked: checked === true || checked === 'true' }),
  link: ({ url, text }) =>
    isText(url) ? { type: 'link', url, text: isText(text) ? text : null } : undefined,
  email: ({ email, text }) =>
    isText(email) ? { type: 'email', email, text: isText(text) ? text : null } : undefined,
  phone: ({ phone, countryShortName: country }) =>
    isText(phone) ? { type: 'phone', phone, country: isText(country) ? country : null } : undefined,
};

/**
 * The content of a column, by its type; `null` if it is empty. Never throws, because monday's format is not guaranteed.
 */
export function readColumn(column: MondayColumnValue): ColumnContent | null {
  const { type, value } = column;
  if (value === null || value === undefined) return null;
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (!read) return { type: 'other', columnType: type, value };
  const fields = typeof value === 'object' ? (value as Fields) : {};
  return read(fields, column) ?? null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function readText(type: 'text' | 'long_text', text: string | null): ColumnContent | undefined {
  return isText(text) ? { type, text } : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function readPerson(value: unknown): ColumnPerson[] {
  const { id, kind } = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  if (typeof id !== 'number' && typeof id !== 'string') return [];
  return [{ id: String(id), kind: kind === 'team' ? 'team' : 'person' }];
}

function split(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');
}
