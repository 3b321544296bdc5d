import { isObject } from 'monday-persistence/json';
import { readFileSync } from 'node:fs';
import { SeedError } from '../state.errors.js';
import { DEFAULT_SEED, type Seed } from './seed.js';

type Fields = Readonly<Record<string, unknown>>;

const DIGITS = /^[1-9]\d{0,15}$/;
const TEXTS = {
  accounts: ['id', 'slug', 'name', 'tier'],
  users: ['id', 'accountId', 'name', 'email', 'role'],
  boards: ['id', 'accountId', 'ownerId', 'name', 'description'],
} as const;
const LISTS = ['groups', 'columns', 'items'] as const;

/**
 * The seed in a JSON file, `{accounts, users, boards}` in the form of `Seed`; without a path, the built-in seed.
 * @throws SeedError with the invalid entry
 */
export function readSeed(path: string | undefined): Seed {
  if (path === undefined) return DEFAULT_SEED;
  const file = readJson(path);
  const accounts = readList(file, 'accounts');
  const users = readList(file, 'users');
  const boards = file['boards'] === undefined ? [] : readList(file, 'boards');
  if (users.length === 0) throw new SeedError('there is no user');
  const known = new Set(accounts.map(({ id }) => id));
  for (const { id, accountId } of [...users, ...boards]) {
    if (!known.has(accountId)) throw new SeedError(`${String(id)} is of an account that is not there`);
  }
  for (const account of accounts) oneOf(account, 'tier', ['enterprise', 'pro', 'standard']);
  for (const user of users) oneOf(user, 'role', ['admin', 'member', 'viewer', 'guest']);
  for (const board of boards) {
    const isWhole = LISTS.every((name) => Array.isArray(board[name]));
    if (!isWhole) throw new SeedError(`board ${String(board['id'])} needs ${LISTS.join(', ')}`);
  }
  const titled = users.map((user) => ({ title: '', ...user }));
  return { accounts, users: titled, boards } as unknown as Seed;
}

function readJson(path: string): Fields {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isObject(value)) return value;
  } catch (error) {
    throw new SeedError('it cannot be read as JSON', error);
  }
  throw new SeedError('it is no object');
}

function readList(file: Fields, name: keyof typeof TEXTS): Fields[] {
  const list: unknown = file[name];
  if (!Array.isArray(list)) throw new SeedError(`${name} is no list`);
  const entries = list as Fields[];
  for (const [index, entry] of entries.entries()) {
    const missing = TEXTS[name].find((field) => typeof entry?.[field] !== 'string');
    if (missing !== undefined) throw new SeedError(`${name}[${index}].${missing} is no text`);
    if (!DIGITS.test(String(entry['id']))) throw new SeedError(`${name}[${index}].id has not only digits`);
  }
  if (new Set(entries.map(({ id }) => id)).size < entries.length)
    throw new SeedError(`two ${name} have one id`);
  return entries;
}

function oneOf(entry: Fields, name: string, values: readonly string[]): void {
  if (!values.includes(String(entry[name]))) {
    throw new SeedError(`${name} of ${String(entry['id'])} is none of ${values.join(', ')}`);
  }
}
