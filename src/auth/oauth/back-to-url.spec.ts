import { type MondayConfig } from '../../config/index.js';
import { BackToUrlInvalidError } from '../auth.errors.js';
import { checkBackToUrl } from './back-to-url.js';

const real = {
  isLocalPlatform: false,
  authorizeUrl: 'https://auth.monday.com/oauth2/authorize',
} as MondayConfig;
const local = {
  isLocalPlatform: true,
  authorizeUrl: 'http://127.0.0.1:8081/oauth2/authorize',
} as MondayConfig;

describe('checkBackToUrl', () => {
  it.each(['https://acme.monday.com/boards/1?a=b', 'https://auth.monday.com/x', 'https://a.b.monday.com/'])(
    'lets monday through: %s',
    (value) => {
      expect(checkBackToUrl(value, real)).toBe(value);
    },
  );

  it.each([
    undefined,
    '',
    '/boards',
    'http://acme.monday.com/',
    'https://monday.com.evil.example/',
    'https://evilmonday.com/',
    'https://acme.monday.com:8443/',
    'https://user@acme.monday.com/',
    'https://evil.example/#.monday.com',
    'https://evil.example\\.monday.com/',
    'javascript:alert(1)//.monday.com',
    'http://127.0.0.1:8081/',
  ])('refuses %j', (value) => {
    expect(() => checkBackToUrl(value, real)).toThrow(BackToUrlInvalidError);
  });

  it('accepts the local platform by any of its names if the app uses it', () => {
    expect(checkBackToUrl('http://127.0.0.1:8081/back', local)).toBe('http://127.0.0.1:8081/back');
    expect(checkBackToUrl('http://localhost:8081/back', local)).toBe('http://localhost:8081/back');
  });

  it.each(['http://127.0.0.1:8080/', 'https://127.0.0.1:8081/', 'http://10.0.0.1:8081/'])(
    'refuses what only looks like the local platform: %s',
    (value) => {
      expect(() => checkBackToUrl(value, local)).toThrow(BackToUrlInvalidError);
    },
  );
});
