import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { runAs } from '../../../caller/index.js';
import { type Clock } from '../../../clock/index.js';
import { type QueueHandlerContext } from '../../../queue/index.js';
import { findShortLivedToken } from '../../requests/index.js';
import { type BlockRegistry } from '../block.registry.js';
import { type CallbackSender } from '../callback-sender.js';
import { Actions } from './actions.js';
import { AsyncActionPayload } from './async-action.dto.js';
import { AsyncActions } from './async-actions.js';

const MINUTE = 60_000;

describe('AsyncActions', () => {
  const tokenAfter = async (ageMs: number): Promise<string | undefined> => {
    let seen: string | undefined;
    const once = (): Promise<object> => {
      seen = findShortLivedToken();
      return Promise.resolve({});
    };
    const sut = new AsyncActions(
      { requireAction: () => ({}) } as unknown as BlockRegistry,
      { once } as unknown as Actions,
      { send: () => Promise.resolve() } as unknown as CallbackSender,
      { now: () => ageMs } as Clock,
    );
    const payload = { action: 'x', inputFields: {}, callbackUrl: 'https://x', shortLivedToken: 'short' };
    const context = { attempt: 1, publishedAt: 0 } as QueueHandlerContext;
    await runAs({ accountId: '1', userId: '2', kind: 'job' }, () => sut.work(payload, context));
    return seen;
  };

  it('uses the token of the request for the five minutes of its life', async () => {
    expect([await tokenAfter(0), await tokenAfter(5 * MINUTE - 1)]).toEqual(['short', 'short']);
  });

  it('does not use it later', async () => {
    expect(await tokenAfter(5 * MINUTE)).toBeUndefined();
  });

  /** What the run of a message receives, after the message went through JSON and validation as in the queue. */
  const receivedFrom = async (message: object): Promise<unknown[]> => {
    const payload = plainToInstance(AsyncActionPayload, JSON.parse(JSON.stringify(message)));
    expect(validateSync(payload, { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
    const once = jest.fn().mockResolvedValue({});
    const sut = new AsyncActions(
      { requireAction: () => ({}) } as unknown as BlockRegistry,
      { once } as unknown as Actions,
      { send: () => Promise.resolve() } as unknown as CallbackSender,
      { now: () => 0 } as Clock,
    );
    const context = { attempt: 1, publishedAt: 0 } as QueueHandlerContext;
    await runAs({ accountId: '1', userId: '2', kind: 'job' }, () => sut.work(payload, context));
    return (once.mock.calls[0] as unknown[]).slice(1, 3);
  };

  it('carries the ids of the automation, the connected accounts and the plan through the queue', async () => {
    const publish = jest.fn().mockResolvedValue(undefined);
    const sut = new Actions(
      { requireAction: () => ({ name: 'x' }) } as never,
      {} as never,
      { publish } as never,
      { check: () => undefined } as never,
      { keysOf: () => ['github'] } as never,
    );
    const credentialsValues = { github: { userCredentialsId: 7, accessToken: 'token-of-ada' }, other: {} };
    const payload = {
      inputFields: {},
      credentialsValues,
      callbackUrl: 'https://x',
      integrationId: 11,
      recipeId: 12,
    };
    const runtimeMetadata = { actionUuid: 'one', triggerUuid: 'two' };
    const subscription = { plan_id: 'gold', billing_period: null };
    await sut.handle('x', { payload, runtimeMetadata }, { accountId: '1', userId: '2', subscription });

    const received = await receivedFrom((publish.mock.calls[0] as object[])[1]!);
    expect(received).toEqual([
      {
        inputFields: {},
        credentials: { github: { userCredentialsId: '7' } },
        actionUuid: 'one',
        integrationId: '11',
        recipeId: '12',
        triggerUuid: 'two',
      },
      { accountId: '1', userId: '2', subscription },
    ]);
    const { credentials } = received[0] as { credentials: Record<string, { accessToken: string }> };
    expect(credentials['github']?.accessToken).toBe('token-of-ada');
  });

  it('runs a message of an earlier version, which has neither', async () => {
    await expect(receivedFrom({ action: 'x', inputFields: {}, callbackUrl: 'https://x' })).resolves.toEqual([
      { inputFields: {}, credentials: {} },
      { accountId: '1', userId: '2' },
    ]);
  });
});
