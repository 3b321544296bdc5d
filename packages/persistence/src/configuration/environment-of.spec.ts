import { environmentOf } from './environment-of.js';

it('does not resolve variables given as files', () => {
  const variables = {
    PORT: '1',
    JWT_KEYS: 'a:b',
    JWT_KEYS_FILE: '/keys',
    PATH: '/bin',
    SSL_CERT_FILE: '/cert',
  };
  expect(environmentOf(variables)).toEqual({
    PORT: '1',
    JWT_KEYS_FILE: '/keys',
    PATH: '/bin',
    SSL_CERT_FILE: '/cert',
  });
});

it('has an override win over a variable and over its file', () => {
  const variables = {
    PORT: '1',
    PORT_FILE: '/port',
    DEV_TOKEN: 'old',
    LOG_LEVEL: 'info',
    LOG_LEVEL_FILE: '',
  };
  expect(environmentOf(variables, { PORT: '2', DEV_TOKEN: 'new' })).toEqual({
    PORT: '2',
    DEV_TOKEN: 'new',
    LOG_LEVEL: 'info',
    LOG_LEVEL_FILE: '',
  });
});
