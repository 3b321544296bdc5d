import { FakeClock } from 'monday-persistence/testing';
import { type SandboxSettings, type User } from '../state/index.js';
import { type ConnectedAccount, type ProviderTokens } from './connection.js';
import { type ConnectedAccountStore } from './connected-account.store.js';
import { CredentialsValues } from './credentials-values.js';
import { TokenRefusedError, type TokenRequests } from './token-requests.js';

const USER = { id: '7', accountId: '1' } as User;
const CONNECTION = { id: 3, accountId: '1', userId: '7', credentials: 'credentials_a' } as ConnectedAccount;

function setup(tokens: ProviderTokens, refresh: () => Promise<ProviderTokens>) {
  const clock = new FakeClock();
  const saved: unknown[] = [];
  const deactivate = jest.fn();
  const store = {
    latest: () => CONNECTION,
    tokensOf: () => ({ ...tokens, expiresAt: clock.now() + tokens.expiresAt }),
    saveTokens: (...given: unknown[]) => saved.push(given),
    deactivate,
  };
  const declaration = {
    credentials: [{ key: 'credentials_a' }],
    credentialsUses: { 'action "x"': { a: 'credentials_a' } },
  };
  const sut = new CredentialsValues(
    { declaration } as unknown as SandboxSettings,
    store as unknown as ConnectedAccountStore,
    { refresh } as unknown as TokenRequests,
    clock,
  );
  return { values: () => sut.of('action "x"', USER), saved, deactivate };
}

const FRESH: ProviderTokens = { accessToken: 'new', refreshToken: 'next', expiresAt: 9 };

describe('CredentialsValues', () => {
  it('sends a token while it is valid', async () => {
    const refresh = jest.fn();
    const { values } = setup({ accessToken: 'old', refreshToken: 'r', expiresAt: 61_000 }, refresh);
    expect(await values()).toEqual({ a: { userCredentialsId: 3, accessToken: 'old' } });
    expect(refresh).not.toHaveBeenCalled();
  });

  it('refreshes a token that ends within a minute, and keeps the new ones', async () => {
    const old = { accessToken: 'old', refreshToken: 'r', expiresAt: 59_000 };
    const { values, saved } = setup(old, () => Promise.resolve(FRESH));
    expect(await values()).toEqual({ a: { userCredentialsId: 3, accessToken: 'new' } });
    expect(saved).toEqual([[3, 'credentials_a', FRESH]]);
  });

  it.each([
    ['is refused', { accessToken: 'old', refreshToken: 'r', expiresAt: 0 }],
    ['is impossible', { accessToken: 'old', expiresAt: 0 }],
  ])('ends a connection whose refresh %s', async (_why, old) => {
    const { values, deactivate } = setup(old, () => Promise.reject(new TokenRefusedError('no')));
    expect(await values()).toEqual({});
    expect(deactivate).toHaveBeenCalledWith(3);
  });
});
