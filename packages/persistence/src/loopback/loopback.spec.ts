import { isLoopbackHost, isLoopbackHostname, isLoopbackOrigin, isLoopbackPeer } from './index.js';

const FOREIGN = ['', 'evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1', '[::2]'];

describe('isLoopbackHostname', () => {
  it.each(['http://localhost', 'http://127.0.0.1:8080', 'http://[::1]:1', 'http://LOCALHOST'])(
    'accepts that of %s',
    (url) => {
      expect(isLoopbackHostname(new URL(url).hostname)).toBe(true);
    },
  );

  it.each([...FOREIGN, 'localhost:80'])('refuses %j', (hostname) => {
    expect(isLoopbackHostname(hostname)).toBe(false);
  });
});

describe('isLoopbackHost', () => {
  it.each(['localhost', 'LocalHost:8080', '127.0.0.1:1', '[::1]', '[::1]:65535'])('accepts %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each([
    ...FOREIGN,
    'localhost:',
    '127.0.0.1:80:80',
    'localhost:80@evil.example',
    'localhost:123456',
    '::1',
  ])('refuses %j', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

describe('isLoopbackOrigin', () => {
  it.each(['http://localhost:3000', 'https://127.0.0.1', 'http://[::1]:8080'])('accepts %s', (origin) => {
    expect(isLoopbackOrigin(origin)).toBe(true);
  });

  it.each([
    ...FOREIGN,
    'localhost:3000',
    'ftp://localhost',
    'http://localhost/',
    'http://localhost.evil.example',
  ])('refuses %j', (origin) => {
    expect(isLoopbackOrigin(origin)).toBe(false);
  });
});

describe('isLoopbackPeer', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])('accepts %s', (address) => {
    expect(isLoopbackPeer(address)).toBe(true);
  });

  it.each([...FOREIGN, undefined, '::ffff:10.0.0.1', '1127.0.0.1', '127.0.0.1:80'])(
    'refuses %j',
    (address) => {
      expect(isLoopbackPeer(address)).toBe(false);
    },
  );
});
