import { runAs } from '../../caller/index.js';
import { lendShortLivedToken } from '../../monday/requests/index.js';
import { ConnectionRequiredError } from '../auth.errors.js';
import { CallerAccessTokens } from './caller-access-tokens.js';
import { type ConnectionService } from './connection.service.js';

describe('CallerAccessTokens', () => {
  const LOGIN_URL = 'https://app.example.com/auth/login';
  let own: () => Promise<string>;
  const sut = new CallerAccessTokens({
    accessToken: () => own(),
    refreshRejected: () => own(),
  } as unknown as ConnectionService);
  const asBlock = <T>(token: string | undefined, work: () => Promise<T>): Promise<T> =>
    runAs({ accountId: '1', userId: '2', kind: 'block' }, () => {
      if (token !== undefined) lendShortLivedToken(token);
      return work();
    });
  const connected = (): void => void (own = () => Promise.resolve('own'));
  const notConnected = (): void => void (own = () => Promise.reject(new ConnectionRequiredError(LOGIN_URL)));

  it('prefers the token of the connection', async () => {
    connected();
    expect(await asBlock('lent', () => sut.accessToken())).toBe('own');
  });

  it('takes the token of the block for a user without a connection', async () => {
    notConnected();
    expect(await asBlock('lent', () => sut.accessToken())).toBe('lent');
  });

  it('has no successor for a token of a block that monday refused, and none without one', async () => {
    notConnected();
    const required = { code: 'auth.connection_required' };
    await expect(asBlock('lent', () => sut.refreshRejected('lent'))).rejects.toMatchObject(required);
    await expect(asBlock(undefined, () => sut.accessToken())).rejects.toMatchObject(required);
  });

  it('does not hide other failures', async () => {
    own = () => Promise.reject(new Error('gone'));
    await expect(asBlock('lent', () => sut.accessToken())).rejects.toThrow('gone');
  });
});
