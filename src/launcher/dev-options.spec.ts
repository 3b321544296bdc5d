import { readDevOptions } from './dev-options.js';
import { DevOptionError } from './launcher.errors.js';

const DATABASE = { DATABASE_URL: 'postgres://127.0.0.1/app' };

describe('readDevOptions', () => {
  it('reads --as', () => {
    expect(readDevOptions(['--as', 'monday-code'], {})).toMatchObject({ profile: 'monday-code' });
    expect(readDevOptions(['--as=self-hosted'], DATABASE)).toMatchObject({ profile: 'self-hosted' });
  });

  it.each([[[]], [['--as', 'local']]])('starts the app as usual, and watches, with %j', (words) => {
    expect(readDevOptions(words, {})).toEqual({ isWatching: true });
  });

  it('reads --no-watch', () => {
    expect(readDevOptions(['--no-watch'], {})).toEqual({ isWatching: false });
  });

  it('reads each --allow-host', () => {
    const words = ['--allow-host', 'views.example', '--allow-host=other.example'];
    expect(readDevOptions(words, {})).toMatchObject({ viewHosts: ['views.example', 'other.example'] });
  });

  it.each([
    [['--inspect'], 9229],
    [['--inspect-port', '0'], 0],
    [['--inspect', '--inspect-port=9300'], 9300],
  ])('reads the port of the inspector from %j', (words, inspectPort) => {
    expect(readDevOptions(words, {})).toMatchObject({ inspectPort });
  });

  it.each([
    [['--as', 'moon'], 'local, self-hosted, monday-code'],
    [['--as', 'self-hosted'], 'DATABASE_URL'],
    [['--as'], '--as'],
    [['--for', 'local'], '--for'],
    [['monday-code'], 'monday-code'],
    [['--inspect-port', '70000'], '65535'],
    [['--inspect-port', '1023'], '1024'],
    [['--inspect-port', ''], '65535'],
    [['--inspect-port', '9e3'], '65535'],
  ])('refuses %j and says why', (words, reason) => {
    expect(() => readDevOptions(words, {})).toThrow(DevOptionError);
    expect(() => readDevOptions(words, {})).toThrow(reason);
  });
});
