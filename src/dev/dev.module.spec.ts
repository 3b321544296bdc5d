import { DevModule } from './dev.module.js';
import { PlatformDeclaration } from './platform-declaration.js';

describe('DevModule', () => {
  const routes = (variables: Record<string, string>): number =>
    DevModule.forRoot(variables).controllers?.length ?? 0;

  it('shows data only in the local profile, and has routes only with a token', () => {
    expect(routes({ DEV_TOKEN: 'token' })).toBe(4);
    expect(routes({})).toBe(0);
    expect(routes({ DEV_TOKEN: '' })).toBe(0);
    expect(routes({ DEV_TOKEN: 'token', APP_PROFILE: 'self-hosted' })).toBe(1);
    expect(routes({ DEV_TOKEN: 'token', DATABASE_URL: 'postgres://x' })).toBe(1);
    expect(routes({ DEV_TOKEN: 'token', K_SERVICE: 'service' })).toBe(1);
  });
  it('declares the app to the local platform in every profile, and only with a token', () => {
    const declares = (variables: Record<string, string>): boolean =>
      DevModule.forRoot(variables).providers?.includes(PlatformDeclaration) ?? false;
    expect(declares({ DEV_TOKEN: 'token' })).toBe(true);
    expect(declares({ DEV_TOKEN: 'token', APP_PROFILE: 'self-hosted' })).toBe(true);
    expect(declares({ DEV_TOKEN: 'token', APP_PROFILE: 'monday-code' })).toBe(true);
    expect(declares({ APP_PROFILE: 'monday-code' })).toBe(false);
    expect(declares({ DEV_TOKEN: '' })).toBe(false);
  });
});
