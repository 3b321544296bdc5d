import { runAs } from '../../../caller/index.js';
import { type Clock } from '../../../clock/index.js';
import { type QueueHandlerContext } from '../../../queue/index.js';
import { findShortLivedToken } from '../../requests/index.js';
import { type BlockRegistry } from '../block.registry.js';
import { type CallbackSender } from '../callback-sender.js';
import { type Actions } from './actions.js';
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
});
