import { isObject } from 'monday-persistence/json';
import { foldCase } from '../filters/condition.js';
import { type FieldResolver } from '../resolvers/index.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, numberOf, only, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface LocationValue {
  readonly lat: string;
  readonly lng: string;
  readonly address: string;
  /** The result of an address search; monday stores it if the request contains it. */
  readonly [part: string]: unknown;
}

const PARTS = { city: 'city', country: 'country', street: 'street', street_number: 'streetNumber' } as const;

/** `location`: coordinates and the displayed address. */
export const location = columnType<LocationValue>({
  name: 'location',
  typename: 'LocationValue',
  fromJson: (value, { column }) => {
    if (typeof value === 'string') return fromText(value, column);
    const { lat, lng, address, ...rest } = value as Record<string, unknown>;
    return { ...partsOf(rest, column), ...read(lat, lng, address ?? '', column) };
  },
  fromText: (text, { column }) => fromText(text, column),
  index: ({ address }) => ({ text: foldCase(address) }),
  text: ({ stored }) => stored?.value.address ?? '',
  fields: {
    lat: ({ stored }: Cell<LocationValue>) => (stored ? Number(stored.value.lat) : null),
    lng: ({ stored }: Cell<LocationValue>) => (stored ? Number(stored.value.lng) : null),
    address: ({ stored }: Cell<LocationValue>) => stored?.value.address ?? null,
    place_id: ({ stored }: Cell<LocationValue>) => stored?.value['placeId'] ?? null,
    ...Object.fromEntries(
      Object.entries(PARTS).flatMap(([field, part]): [string, FieldResolver][] => [
        [field, (cell: Cell<LocationValue>) => partOf(cell, part, 'long_name')],
        [`${field}_short`, (cell: Cell<LocationValue>) => partOf(cell, part, 'short_name')],
      ]),
    ),
  },
  operators: { ...EMPTINESS, ...only(TEXT, 'contains_terms') },
});

function partOf(
  { stored }: Cell<LocationValue>,
  part: string,
  form: 'long_name' | 'short_name',
): string | null {
  return (stored?.value[part] as Record<string, string> | undefined)?.[form] ?? null;
}

/** The latitude, the longitude, and the address. */
function fromText(text: string, column: Column): LocationValue {
  const [lat, lng, ...address] = text.trim().split(/\s+/);
  return read(lat, lng, address.join(' '), column);
}

function read(lat: unknown, lng: unknown, address: unknown, column: Column): LocationValue {
  const isPoint = isWithin(numberOf(lat), 90) && isWithin(numberOf(lng), 180);
  if (!isPoint || typeof address !== 'string') {
    throw invalidValue(column, 'A location is written {"lat":"29.9","lng":"31.1","address":"Giza"}.');
  }
  return { lat: String(lat), lng: String(lng), address };
}

function isWithin(value: number | undefined, limit: number): boolean {
  return value !== undefined && Math.abs(value) <= limit;
}

/** @throws GraphQLProblem if a part is not a text, or not names in a long and a short form */
function partsOf(rest: Readonly<Record<string, unknown>>, column: Column): Record<string, unknown> {
  const known: readonly string[] = [...Object.values(PARTS), 'placeId'];
  const parts = Object.entries(rest).filter(([name, value]) => known.includes(name) && value !== null);
  const isValid = parts.every(([name, value]) => (name === 'placeId' ? isText(value) : isNamed(value)));
  if (!isValid) throw invalidValue(column);
  return Object.fromEntries(parts);
}

function isNamed(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { long_name: long, short_name: short } = value;
  return [long, short].every((name) => name === undefined || isText(name));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
