import { CookieJar } from './index.js';

const APP = new URL('http://127.0.0.1:8080/auth/login');

describe('CookieJar', () => {
  it('sends back what a host set, on every port of it and nowhere else', () => {
    const jar = new CookieJar();
    jar.store(APP, ['a=1; Path=/', 'b=x=y; Path=/; HttpOnly']);
    expect(jar.headerFor(new URL('http://127.0.0.1:9000/'))).toBe('a=1; b=x=y');
    expect(jar.headerFor(new URL('http://localhost:8080/'))).toBe('');
    expect(jar.get(APP, 'b')).toBe('x=y');
  });

  it('keeps to the path, and sends the longer one first', () => {
    const jar = new CookieJar();
    jar.store(APP, ['a=root; Path=/', 'a=auth; Path=/auth', 'c=folder']);
    expect(jar.headerFor(new URL('/auth/callback', APP))).toBe('a=auth; c=folder; a=root');
    expect(jar.headerFor(new URL('/authority', APP))).toBe('a=root');
  });

  it('forgets a cookie that has expired', () => {
    const jar = new CookieJar();
    jar.store(APP, ['a=1; Path=/', 'b=1; Path=/']);
    jar.store(APP, ['a=; Path=/; Max-Age=0', 'b=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT']);
    expect(jar.headerFor(APP)).toBe('');
  });

  it('keeps secure cookies for https', () => {
    const jar = new CookieJar();
    jar.store(new URL('https://a.example/'), ['a=1; Path=/; Secure']);
    expect(jar.headerFor(new URL('http://a.example/'))).toBe('');
    expect(jar.headerFor(new URL('https://a.example/'))).toBe('a=1');
  });

  it('ignores what is no cookie', () => {
    const jar = new CookieJar();
    jar.store(APP, ['', '=x', 'nonsense']);
    expect(jar.headerFor(APP)).toBe('');
  });
});
