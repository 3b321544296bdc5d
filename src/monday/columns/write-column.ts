import { type ColumnPerson } from './column-content.js';
import { check, checkDate, checkText, checkWhole, numericId, numericIds } from './input-checks.js';

/** A value in the form in which monday takes it (docs/monday-platform.md#column-values); `null` clears the column. */
export type ColumnInput = string | Readonly<Record<string, unknown>> | null;

type Id = string | number;

const NUMBER = /^-?\d{1,30}(\.\d{1,30})?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
const COLOR = /^#[\da-f]{6}$/i;
const COUNTRY = /^[A-Z]{2}$/;
const PHONE = /^\+?[\d\s().-]{3,40}$/;
const WEEK_MS = 6 * 24 * 60 * 60 * 1000;

/**
 * The write form of each column type that can be written. Types without a builder cannot: monday computes them (formula,
 * mirror, auto number, creation log, last updated, item id, progress, subtasks, vote, button, time tracking), and files
 * are uploaded. All builders throw `ColumnInputError`.
 */
export const writeColumn = {
  text: (text: string) => plain(text, 'text'),
  name: (text: string) => plain(text, 'name'),
  long_text: (text: string): ColumnInput => {
    checkText(text, 'long_text', 'a text');
    return { text };
  },
  /** @param number with more digits than a number holds, as text or bigint */
  numbers: (number: number | bigint | string): ColumnInput => {
    const isExact = typeof number !== 'number' || !Number.isInteger(number) || Number.isSafeInteger(number);
    check(
      isExact && NUMBER.test(String(number)),
      'numbers',
      'a decimal number; large ones as text or bigint',
    );
    return String(number);
  },
  /** @param value `index` is the id of the label */
  status: (value: { readonly index: number } | { readonly label: string }): ColumnInput => {
    if ('label' in value) return named(value.label);
    checkWhole(value.index, 0, Number.MAX_SAFE_INTEGER, 'status', 'the id of a label');
    return { index: value.index };
  },
  dropdown: (
    value: { readonly ids: readonly number[] } | { readonly labels: readonly string[] },
  ): ColumnInput => {
    if ('ids' in value) return { ids: numericIds(value.ids, 'dropdown') };
    check(Array.isArray(value.labels), 'dropdown', 'a list of labels');
    for (const label of value.labels) checkText(label, 'dropdown', 'a list of labels that are not empty');
    return { labels: [...value.labels] };
  },
  tags: (ids: readonly Id[]): ColumnInput => ({ tag_ids: numericIds(ids, 'tags') }),
  checkbox: (isChecked: boolean): ColumnInput => {
    check(typeof isChecked === 'boolean', 'checkbox', 'true or false');
    return isChecked ? { checked: 'true' } : null;
  },
  /** @param rating from 1; the largest depends on the column, 5 by default */
  rating: (rating: number): ColumnInput => {
    checkWhole(rating, 1, 10, 'rating', 'a whole number');
    return { rating };
  },
  color_picker: (color: string): ColumnInput => {
    check(typeof color === 'string' && COLOR.test(color), 'color_picker', 'a color #RRGGBB');
    return { color };
  },
  /** @param time `hh:mm:ss` in UTC */
  date: (date: string, time?: string | null): ColumnInput => {
    checkDate(date, 'date');
    if (time === undefined || time === null) return { date };
    check(typeof time === 'string' && TIME.test(time), 'date', 'a date with a time hh:mm:ss');
    return { date, time };
  },
  timeline: (from: string, to: string): ColumnInput => {
    checkDate(from, 'timeline');
    checkDate(to, 'timeline');
    check(from <= to, 'timeline', 'two dates, the earlier one first');
    return { from, to };
  },
  /** @param from first day, @param to the sixth day after it */
  week: (from: string, to: string): ColumnInput => {
    checkDate(from, 'week');
    checkDate(to, 'week');
    check(Date.parse(to) - Date.parse(from) === WEEK_MS, 'week', 'the first and the last of seven days');
    return { week: { startDate: from, endDate: to } };
  },
  hour: (hour: number, minute = 0): ColumnInput => {
    checkWhole(hour, 0, 23, 'hour', 'an hour');
    checkWhole(minute, 0, 59, 'hour', 'a minute');
    return { hour, minute };
  },
  /** @param timezone such as `Europe/London` */
  world_clock: (timezone: string): ColumnInput => {
    checkText(timezone, 'world_clock', 'the name of a time zone');
    return { timezone };
  },
  people: (people: readonly ColumnPerson[]): ColumnInput => {
    check(Array.isArray(people), 'people', 'a list of people and teams');
    return { personsAndTeams: people.map(personInput) };
  },
  /** Of an old board; `people` replaces it. */
  person: (id: Id): ColumnInput => ({ personId: numericId(id, 'person') }),
  team: (id: Id): ColumnInput => ({ team_id: numericId(id, 'team') }),
  link: (url: string, text?: string | null): ColumnInput => {
    const isUrl = typeof url === 'string' && URL.canParse(url) && /^https?:/i.test(url);
    check(isUrl, 'link', 'an address that begins with http:// or https://');
    return { url, text: text ?? url };
  },
  email: (email: string, text?: string | null): ColumnInput => {
    check(typeof email === 'string' && /^[^\s@]+@[^\s@]+$/.test(email), 'email', 'a mail address');
    return { email, text: text ?? email };
  },
  /** @param country two capital letters (ISO 3166) */
  phone: (phone: string, country: string): ColumnInput => {
    check(typeof phone === 'string' && PHONE.test(phone), 'phone', 'a phone number');
    checkCountry(country, 'phone');
    return { phone, countryShortName: country };
  },
  /** @param code two capital letters (ISO 3166), @param name such as `Sweden` */
  country: (code: string, name: string): ColumnInput => {
    checkCountry(code, 'country');
    checkText(name, 'country', 'a code with the name of the country');
    return { countryCode: code, countryName: name };
  },
  location: (lat: number, lng: number, address: string | null = null): ColumnInput => {
    const isPoint =
      Number.isFinite(lat) && Number.isFinite(lng) && Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
    check(isPoint, 'location', 'a latitude up to 90 and a longitude up to 180 degrees');
    return { lat: String(lat), lng: String(lng), address: address ?? '' };
  },
  board_relation: (itemIds: readonly Id[]): ColumnInput => ({
    item_ids: numericIds(itemIds, 'board_relation'),
  }),
  dependency: (itemIds: readonly Id[]): ColumnInput => ({ item_ids: numericIds(itemIds, 'dependency') }),
} as const;

/** A column type that can be written. */
export type WritableColumnType = keyof typeof writeColumn;

/** The argument `value` of `change_column_value`. */
export function columnJson(input: ColumnInput): string {
  return JSON.stringify(input);
}

/**
 * The argument `column_values` of `create_item` and `change_multiple_column_values`.
 * @param inputs by column id
 */
export function columnsJson(inputs: Readonly<Record<string, ColumnInput>>): string {
  return JSON.stringify(inputs);
}

function plain(text: string, type: string): ColumnInput {
  checkText(text, type, 'a text');
  return text;
}

function named(label: string): ColumnInput {
  checkText(label, 'status', 'a label');
  return { label };
}

function personInput(person: ColumnPerson): object {
  const { id, kind } = person ?? {};
  check(kind === 'person' || kind === 'team', 'people', 'a list of people and teams');
  return { id: numericId(id, 'people'), kind };
}

function checkCountry(code: string, type: string): void {
  check(
    typeof code === 'string' && COUNTRY.test(code),
    type,
    'given with a country code of two capital letters',
  );
}
