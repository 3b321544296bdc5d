import { type ApiClient } from '@mondaydotcomorg/api';
import { SkippingClock } from 'monday-persistence/testing';
import { ConnectionExpiredError, ConnectionRequiredError, type ConnectionService } from '../../auth/index.js';
import { requireCaller, runAs } from '../../caller/index.js';
import { type AppConfig } from '../../config/index.js';
import {
  MondayAuthenticationError,
  MondayRateLimitError,
  MondayScopeMissingError,
  MondayUnavailableError,
  MondayValidationError,
  type MondayCall,
  type MondayClient,
} from '../client/index.js';
import { saveVerifiedRequest } from '../requests/index.js';
import { AccountBudgetRegistry } from './account-budget.registry.js';
import { type SharedBudgets } from './shared-budgets.js';
import { MondayCalls } from './monday-calls.js';

const CALLER = { accountId: '1', userId: '2', kind: 'block' } as const;
const SOON = { retryInSeconds: 0 };

/** @param answers thrown if they are errors, else returned, one a call */
function setup(answers: unknown[]) {
  const calls: MondayCall[] = [];
  const client = {
    run: (call: MondayCall) => {
      calls.push(call);
      const answer = answers[calls.length - 1];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  } as unknown as MondayClient;
  const connections = {
    accessToken: jest.fn().mockResolvedValue('own'),
    refreshRejected: jest.fn().mockResolvedValue('fresh'),
    expireRejected: jest.fn().mockRejectedValue(new ConnectionExpiredError('/auth/login')),
    loginUrl: '/auth/login',
  };
  const config = { monday: { timeoutMs: 5_000 } } as AppConfig;
  const clock = new SkippingClock();
  const shared = { sync: () => Promise.resolve(), announce: () => Promise.resolve() };
  const budgets = new AccountBudgetRegistry(shared as unknown as SharedBudgets, clock);
  const owned = connections as unknown as ConnectionService;
  const sut = new MondayCalls(client, owned, budgets, config, clock);
  const send = (options = {}): Promise<unknown> =>
    runAs(CALLER, () => sut.send((_client: ApiClient) => Promise.resolve(undefined), options));
  return { sut, send, calls, connections, budgets };
}

describe('MondayCalls', () => {
  it('sends with the own connection of the caller', async () => {
    const { send, calls } = setup(['data']);

    await expect(send()).resolves.toBe('data');
    expect(calls).toMatchObject([{ accessToken: 'own' }]);
  });

  it('refreshes a refused token once and keeps the key of the mutation', async () => {
    const { send, calls, connections } = setup([new MondayAuthenticationError(), 'data']);

    await expect(send({ idempotencyKey: 'k' })).resolves.toBe('data');
    expect(connections.refreshRejected).toHaveBeenCalledWith('own');
    expect(calls).toMatchObject([
      { accessToken: 'own', idempotencyKey: 'k' },
      { accessToken: 'fresh', idempotencyKey: 'k' },
    ]);
  });

  it('does not refresh twice', async () => {
    const { send, connections } = setup([new MondayAuthenticationError(), new MondayAuthenticationError()]);

    await expect(send()).rejects.toBeInstanceOf(MondayAuthenticationError);
    expect(connections.refreshRejected).toHaveBeenCalledTimes(1);
  });

  it('ends a connection whose fresh token monday does not accept either, if monday requires another kind', async () => {
    const refusal = new MondayAuthenticationError({ upstreamCodes: ['OAUTH21_TOKEN_REQUIRED'] });
    const { send, calls, connections } = setup([refusal, refusal]);

    await expect(send()).rejects.toMatchObject({
      code: 'auth.connection_expired',
      status: 409,
      details: { loginUrl: '/auth/login' },
    });
    expect(connections.expireRejected).toHaveBeenCalledWith('fresh', refusal);
    expect(calls).toHaveLength(2);
  });

  it('says where the user can consent to a missing scope', async () => {
    const { send } = setup([new MondayScopeMissingError({ requestId: 'r' }, 'boards:write')]);

    await expect(send()).rejects.toMatchObject({
      code: 'monday.scope_missing',
      status: 409,
      scope: 'boards:write',
      mondayRequestId: 'r',
      details: { loginUrl: '/auth/login' },
    });
  });

  it('repeats what may come through, and nothing else', async () => {
    const passing = setup([new MondayUnavailableError(SOON), new MondayRateLimitError(SOON), 'data']);
    const hopeless = setup([new MondayValidationError(), 'data']);

    await expect(passing.send()).resolves.toBe('data');
    await expect(hopeless.send()).rejects.toBeInstanceOf(MondayValidationError);
    expect([passing.calls.length, hopeless.calls.length]).toEqual([3, 1]);
  });

  it('gives up at once if the wait would exceed the deadline', async () => {
    const { send, calls } = setup([new MondayRateLimitError({ retryInSeconds: 60 }), 'data']);

    await expect(send({ deadlineMs: 1_000 })).rejects.toBeInstanceOf(MondayRateLimitError);
    expect(calls).toHaveLength(1);
  });

  it('uses the token of the request for a user without a connection, and does not refresh it', async () => {
    const { sut, calls, connections } = setup([new MondayAuthenticationError()]);
    connections.accessToken.mockRejectedValue(new ConnectionRequiredError('/auth/login'));

    const sent = runAs(CALLER, () => {
      saveVerifiedRequest({}, { accountId: '1', userId: '2', shortLivedToken: 'lent' });
      return sut.send(() => Promise.resolve());
    });

    await expect(sent).rejects.toBeInstanceOf(MondayAuthenticationError);
    expect(calls).toMatchObject([{ accessToken: 'lent' }]);
    expect(connections.refreshRejected).not.toHaveBeenCalled();
  });

  it('does not lend the token of a request to later work of the same user', async () => {
    const { sut, connections } = setup(['data']);
    connections.accessToken.mockRejectedValue(new ConnectionRequiredError('/auth/login'));

    const later = runAs(CALLER, () => {
      saveVerifiedRequest({}, { accountId: '1', userId: '2', shortLivedToken: 'lent' });
      return runAs({ ...requireCaller(), kind: 'job' }, () => sut.send(() => Promise.resolve()));
    });

    await expect(later).rejects.toBeInstanceOf(ConnectionRequiredError);
  });

  it('applies the wait of one call to the whole account', async () => {
    const { send, calls } = setup([new MondayRateLimitError({ retryInSeconds: 60 }), 'data']);

    await expect(send({ deadlineMs: 1_000 })).rejects.toBeInstanceOf(MondayRateLimitError);
    await expect(send({ deadlineMs: 1_000 })).rejects.toMatchObject({ reason: 'rate_limit' });
    expect(calls).toHaveLength(1);
  });
});
