import { FRAMEWORK_NAMES } from '../config/index.js';
import { EnvironmentVariableMissingError, EnvironmentVariablesService, SecretService } from './index.js';

const variables = {
  PATH: '/usr/bin',
  HOME: '/root',
  TRUST_PROXY: '0',
  LOG_REQUESTS: 'false',
  PUBLIC_URL: '',
  DATABASE_URL: 'postgres://user:password@db/app',
  MONDAY_SIGNING_SECRET: 's3cret',
  SMTP_PASSWORD: '',
};

describe('EnvironmentVariablesService', () => {
  const sut = new EnvironmentVariablesService(variables, FRAMEWORK_NAMES);

  it('returns values that are falsy', () => {
    expect(sut.get('TRUST_PROXY')).toBe('0');
    expect(sut.require('LOG_REQUESTS')).toBe('false');
  });

  it.each(['PATH', 'HOME', 'constructor', '__proto__', 'toString', ''])('has no variable %p', (name) => {
    expect(sut.get(name)).toBeUndefined();
  });

  it.each(['MONDAY_SIGNING_SECRET', 'DATABASE_URL'])('does not return %s', (name) => {
    expect(sut.get(name)).toBeUndefined();
  });

  it('lists the public variables that are set', () => {
    expect(sut.getKeys().sort()).toEqual(['LOG_REQUESTS', 'TRUST_PROXY']);
  });

  it('does not name the missing variable in the reply', () => {
    expect(() => sut.require('PUBLIC_URL')).toThrow(EnvironmentVariableMissingError);
    expect(() => sut.require('PUBLIC_URL')).not.toThrow(/PUBLIC_URL/);
  });
});

describe('SecretService', () => {
  const sut = new SecretService(variables, FRAMEWORK_NAMES);

  it('lists only the secrets that are set', () => {
    expect(sut.getKeys()).toEqual(['MONDAY_SIGNING_SECRET']);
  });

  it('does not return a variable that is not a secret', () => {
    expect(sut.get('PATH')).toBeUndefined();
  });

  it('returns a secret, and treats an empty one as missing', () => {
    expect(sut.require('MONDAY_SIGNING_SECRET')).toBe('s3cret');
    expect(sut.get('SMTP_PASSWORD')).toBeUndefined();
  });
});
