import { ConfigurationError } from '../config/index.js';
import { AppFeatures } from '../feature/index.js';
import { ProcessCliEnvironment } from './process-cli-environment.js';

describe('the address of the local platform', () => {
  const before = process.env;
  afterEach(() => (process.env = before));

  const urlWith = (variables: Record<string, string>): string => {
    process.env = { APP_PROFILE: 'self-hosted', ...variables };
    return new ProcessCliEnvironment(new AppFeatures([])).sandboxUrl;
  };

  it('is known while the configuration of the app is incomplete', () => {
    expect(urlWith({ SANDBOX_PORT: '9001' })).toBe('http://127.0.0.1:9001');
  });

  it('is refused if its port is invalid', () => {
    expect(() => urlWith({ SANDBOX_PORT: 'x' })).toThrow(ConfigurationError);
    expect(() => urlWith({ SANDBOX_PORT: 'x' })).toThrow(/SANDBOX_PORT: [^\n]*$/);
  });
});
