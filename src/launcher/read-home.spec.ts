import { HomeRefusedError } from './launcher.errors.js';
import { readHome } from './read-home.js';

const DATABASE = { DATABASE_URL: 'postgres://127.0.0.1/app' };

describe('readHome', () => {
  it('reads --as', () => {
    expect(readHome(['--as', 'monday-code'], {})).toBe('monday-code');
    expect(readHome(['--as=self-hosted'], DATABASE)).toBe('self-hosted');
  });

  it.each([[[]], [['--as', 'local']]])('starts the app as usual with %j', (words) => {
    expect(readHome(words, {})).toBeUndefined();
  });

  it.each([
    [['--as', 'moon'], 'local, self-hosted, monday-code'],
    [['--as', 'self-hosted'], 'DATABASE_URL'],
    [['--as'], '--as'],
    [['--for', 'local'], '--for'],
    [['monday-code'], 'monday-code'],
  ])('refuses %j and says why', (words, reason) => {
    expect(() => readHome(words, {})).toThrow(HomeRefusedError);
    expect(() => readHome(words, {})).toThrow(reason);
  });
});
