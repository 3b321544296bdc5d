import { type AppConfig } from '../../config/index.js';
import { CallbackUrlRefusedError } from './blocks.errors.js';
import { MondayAddresses } from './monday-addresses.js';

function sut(isLocalPlatform: boolean): MondayAddresses {
  const authorizeUrl = 'http://127.0.0.1:8081/oauth2/authorize';
  return new MondayAddresses({ monday: { isLocalPlatform, authorizeUrl } } as AppConfig);
}

describe('MondayAddresses', () => {
  it.each(['https://api-gw.monday.com/automations/apps-events/1', 'https://eu.api-gw.monday.com/x?token=y'])(
    'accepts %s',
    (address) => {
      expect(sut(false).check(address).href).toBe(address);
    },
  );

  it.each([
    'http://api-gw.monday.com/x',
    'https://monday.com.evil.example/x',
    'https://evilmonday.com/x',
    'https://monday.com@evil.example/x',
    'https://user:pass@api-gw.monday.com/x',
    'https://api-gw.monday.com:8443/x',
    'https://evil.example/?https://api-gw.monday.com',
    'file:///etc/passwd',
    'http://127.0.0.1:8081/x',
    'http://169.254.169.254/',
    '//api-gw.monday.com/x',
    'nothing',
  ])('refuses %s', (address) => {
    expect(() => sut(false).check(address)).toThrow(CallbackUrlRefusedError);
  });

  it('accepts only the local platform if the app uses it', () => {
    expect(sut(true).check('http://127.0.0.1:8081/callback')).toBeDefined();
    expect(() => sut(true).check('http://127.0.0.1:8082/callback')).toThrow(CallbackUrlRefusedError);
  });
});
