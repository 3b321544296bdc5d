import { Logger } from '@nestjs/common';
import { type Clock } from '../../clock/index.js';
import { ValidationFailedException } from '../../errors/index.js';
import { type MondayAddresses } from '../blocks/index.js';
import { type VerifiedLifecycleEvent } from '../requests/index.js';
import { type Subscriptions } from '../subscriptions/index.js';
import { type Events } from './events.js';
import { type InstallationEvents } from './installation-events.js';
import { LifecycleController } from './lifecycle.controller.js';

const PROVEN: VerifiedLifecycleEvent = { accountId: '17', userId: '4', appId: undefined, isProven: true };
const UNPROVEN: VerifiedLifecycleEvent = { ...PROVEN, isProven: false };
const AT = '2026-11-01T10:00:00.000Z';

function setup() {
  const accept = jest.fn().mockResolvedValue(undefined);
  const changed = jest.fn().mockResolvedValue(undefined);
  const sut = new LifecycleController(
    { accept } as unknown as Events,
    {} as InstallationEvents,
    {} as MondayAddresses,
    { now: () => 0 } as Clock,
    { changed } as unknown as Subscriptions,
  );
  const send = (type: string, verified: VerifiedLifecycleEvent, data: object = {}): Promise<object> =>
    sut.app(verified, { type, data: { account_id: 17, timestamp: AT, ...data } });
  return { accept, changed, send };
}

describe('the route of lifecycle events', () => {
  let warn: jest.SpyInstance;
  beforeEach(() => {
    warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([
    'create_pulse',
    'create_item',
    'update_column_value',
    'move_subitem',
    'AppFeatureObject:delete',
    'AppFeatureBoardView:unknown_yet',
  ])('refuses %s, an event of a board or a feature, which users of a view could forge here', async (type) => {
    const { accept, send } = setup();

    for (const verified of [PROVEN, UNPROVEN]) {
      await expect(send(type, verified, { pulseId: 1 })).rejects.toThrow(ValidationFailedException);
    }
    expect(accept).not.toHaveBeenCalled();
  });

  it.each(['app_subscription_created', 'app_of_tomorrow'])('accepts %s', async (type) => {
    const { accept, send } = setup();
    await send(type, PROVEN);

    expect(accept).toHaveBeenCalledWith(expect.objectContaining({ type }), `${type} ${AT}`);
    expect(warn).not.toHaveBeenCalled();
  });

  it('does not take a proven event for the repetition of one that may be forged, which is logged', async () => {
    const { accept, send } = setup();
    await send('app_subscription_created', UNPROVEN);
    await send('app_subscription_created', PROVEN);

    const keys = accept.mock.calls.map((call: unknown[]) => call[1]);
    expect(new Set(keys).size).toBe(2);
    expect(warn.mock.calls).toEqual([
      [
        {
          event: 'monday.lifecycle_unproven',
          type: 'app_subscription_created',
          accountId: '17',
          userId: '4',
        },
        expect.any(String),
      ],
    ]);
  });
});
