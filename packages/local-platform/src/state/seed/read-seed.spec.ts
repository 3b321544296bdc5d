import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSeed } from './read-seed.js';
import { DEFAULT_SEED } from './seed.js';

const ACCOUNT = { id: '5', slug: 'five', name: 'Five', tier: 'pro' };
const USER = { id: '6', accountId: '5', name: 'Six', email: 'six@five.example', role: 'admin' };
const BOARD = {
  ...{ id: '7', accountId: '5', ownerId: '6', name: 'Seven', description: '' },
  ...{ groups: [], columns: [], items: [] },
};

describe('readSeed', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'seed-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (text: string): unknown => {
    const path = join(folder, 'seed.json');
    writeFileSync(path, text);
    return readSeed(path);
  };

  it('is the built-in one without a file', () => {
    expect(readSeed(undefined)).toBe(DEFAULT_SEED);
  });

  it('takes accounts, users and boards from a file', () => {
    const seed = read(JSON.stringify({ accounts: [ACCOUNT], users: [USER], boards: [BOARD] }));

    expect(seed).toEqual({ accounts: [ACCOUNT], users: [{ title: '', ...USER }], boards: [BOARD] });
  });

  it.each([
    ['{', 'cannot be read as JSON'],
    ['1', 'is no object'],
    ['{}', 'accounts is no list'],
    [JSON.stringify({ accounts: [ACCOUNT], users: [] }), 'no user'],
    [JSON.stringify({ accounts: [ACCOUNT], users: [null] }), 'users[0].id is no text'],
    [JSON.stringify({ accounts: [ACCOUNT], users: [{ ...USER, id: 'x' }] }), 'not only digits'],
    [JSON.stringify({ accounts: [ACCOUNT], users: [USER, USER] }), 'two users have one id'],
    [
      JSON.stringify({ accounts: [ACCOUNT], users: [{ ...USER, accountId: '9' }] }),
      'account that is not there',
    ],
    [JSON.stringify({ accounts: [ACCOUNT], users: [{ ...USER, role: 'king' }] }), 'role of 6'],
    [JSON.stringify({ accounts: [{ ...ACCOUNT, tier: 'x' }], users: [USER] }), 'tier of 5'],
    [
      JSON.stringify({ accounts: [ACCOUNT], users: [USER], boards: [{ ...BOARD, items: 1 }] }),
      'board 7 needs',
    ],
  ])('says what is wrong with %s', (text, problem) => {
    expect(() => read(text)).toThrow(problem);
  });
});
