import { Controller, Get, Injectable, Module } from '@nestjs/common';
import fc from 'fast-check';
import { NOBODY } from '../../../src/accounts/accounts.js';
import { AllowView, runAs } from '../../../src/caller/index.js';
import { Feature } from '../../../src/feature/index.js';
import {
  CallbackSender,
  MondayAction,
  MondayField,
  MondayModule,
  MondayTrigger,
  NoInput,
  RequiresPlan,
  Subscriptions,
} from '../../../src/monday/index.js';
import { MondayClient, MondayUnexpectedAnswerError } from '../../../src/monday/client/index.js';
import { QueueHandler } from '../../../src/queue/index.js';
import {
  eventually,
  TestApp,
  type HttpReply,
  type Login,
  type PlatformUser,
} from '../../../src/testing/index.js';

const REFUSED = 'This requires the plan pro or team. Change the plan of the account in monday.';

/** Blocks of a paid plan. */
@Injectable()
class Blocks {
  runs = 0;

  @MondayAction('paid', NoInput)
  @RequiresPlan('pro', 'team')
  paid(): void {
    this.runs += 1;
  }

  @RequiresPlan('pro', 'team')
  @MondayTrigger('paid')
  subscribed(): void {
    this.runs += 1;
  }

  @RequiresPlan('pro', 'team')
  @MondayField('paid')
  options(): object {
    this.runs += 1;
    return [];
  }
}

@AllowView()
@RequiresPlan('pro', 'team')
@Controller('paid')
class PaidController {
  @Get()
  get(): object {
    return { paid: true };
  }
}

@Controller('partly-paid')
class PartlyPaidController {
  @RequiresPlan('pro', 'team')
  @Get()
  get(): object {
    return { paid: true };
  }
}

@Feature({
  name: 'paid',
  plans: ['basic', 'pro', 'team'],
  imports: [MondayModule],
  controllers: [PaidController, PartlyPaidController],
  providers: [Blocks],
})
class PaidFeature {}

describe('plans', () => {
  let app: TestApp;
  let login: Login;
  let user: PlatformUser;
  let others: PlatformUser[];
  let blocks: Blocks;
  let subscriptions: Subscriptions;
  let calls: jest.SpyInstance;

  beforeAll(async () => {
    app = await TestApp.start({ imports: [PaidFeature], variables: { MONDAY_APP_ID: '10000001' } });
    login = await app.login();
    user = login.user;
    others = (await app.users()).filter(({ account }) => account.id !== user.account.id);
    blocks = app.get(Blocks);
    subscriptions = app.get(Subscriptions);
    calls = jest.spyOn(app.get(MondayClient), 'run');
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    blocks.runs = 0;
    await asUser(() => subscriptions.removeMock()).catch(() => undefined);
    await asUser(() => subscriptions.refresh());
    calls.mockClear();
  });

  const asUser = <T>(work: () => Promise<T>): Promise<T> =>
    runAs({ accountId: user.account.id, userId: user.id, kind: 'job' }, work);
  const setPlan = (planId: string): Promise<unknown> => asUser(() => subscriptions.setMock({ planId }));
  const claims = (plan_id: unknown): object => ({ claims: { subscription: { plan_id, is_trial: false } } });
  const block = (path: string, options: object = {}): Promise<HttpReply> =>
    app.http().send(app.monday.block(`/monday/${path}`, user, {}, options));
  const event = (type: string, options: object = {}): Promise<HttpReply> =>
    app.http().send(app.monday.lifecycle(type, user, options));

  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const reply = await fetch(`${app.platform.url}/__sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await reply.json()) as Record<string, unknown>;
  };

  it('are asked of monday once, for a route', async () => {
    expect((await login.http.get('/partly-paid')).status).toBe(403);
    const refused = await login.http.get('/paid');
    expect([refused.status, refused.json()]).toEqual([
      403,
      expect.objectContaining({
        error: 'BaseError',
        code: 'monday.plan_required',
        message: REFUSED,
        details: { plans: ['pro', 'team'], plan: null },
      }),
    ]);
    await setPlan('basic');
    expect((await login.http.get('/paid')).json()['details']).toEqual({
      plans: ['pro', 'team'],
      plan: 'basic',
    });
    await setPlan('team');
    calls.mockClear();
    const replies = await Promise.all(Array.from({ length: 5 }, () => login.http.get('/paid')));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(calls).not.toHaveBeenCalled();
  });

  it.each(['actions/paid', 'triggers/paid/subscribe', 'fields/paid'])(
    'are taken from the token of a block: %s',
    async (path) => {
      const payload = { webhookUrl: 'https://api-gw.monday.com/1', subscriptionId: 1 };
      const refused = await block(path, { payload, ...claims('basic') });
      expect([refused.status, refused.json()]).toEqual([
        403,
        expect.objectContaining({
          code: 'monday.plan_required',
          severityCode: 4000,
          notificationErrorDescription: REFUSED,
        }),
      ]);
      expect(blocks.runs).toBe(0);
      expect((await block(path, { payload, ...claims('pro') })).status).toBe(200);
      expect([blocks.runs, calls.mock.calls.length]).toEqual([1, 0]);
    },
  );

  it('are reported to monday for an asynchronous action', async () => {
    const callbackUrl = `${app.platform.url}/__sandbox/callbacks/paid-run`;
    const sent: unknown[] = [];
    const callbacks = jest.spyOn(app.get(CallbackSender), 'send');
    callbacks.mockImplementation((_url, body) => Promise.resolve(void sent.push(body)));
    const reply = await block('actions/paid', { payload: { callbackUrl }, ...claims('basic') });
    expect(reply.json()).toMatchObject({ status: 'received' });
    expect(await eventually(() => sent[0])).toMatchObject({
      success: false,
      severityCode: 4000,
      notificationErrorDescription: REFUSED,
    });
    callbacks.mockRestore();
  });

  it('are taken from the token of a view, and hold for the next request of the account', async () => {
    const view = (plan: unknown): Promise<HttpReply> =>
      app.http(app.monday.viewSessionToken(user, claims(plan))).get('/paid');
    expect((await view('basic')).status).toBe(403);
    const forged = app.monday.viewSessionToken(user, { ...claims('pro'), secret: 'x'.repeat(32) });
    expect((await app.http(forged).get('/paid')).status).toBe(401);
    expect((await view('pro')).status).toBe(200);
    expect((await login.http.get('/paid')).status).toBe(200);
  });

  it('are asked again after an event of monday, which grants nothing by itself', async () => {
    await setPlan('team');
    const subscription = { plan_id: 'team' };
    for (const type of ['app_subscription_cancelled', 'app_trial_subscription_ended', 'install']) {
      expect((await event(type, { data: { subscription } })).status).toBe(200);
      calls.mockClear();
      expect((await login.http.get('/paid')).status).toBe(200);
      expect(calls).toHaveBeenCalledTimes(1);
    }
    await asUser(() => subscriptions.removeMock());
    await event('app_subscription_created', { data: { subscription }, form: 'view' });
    expect((await login.http.get('/paid')).status).toBe(403);
  });

  it('of a token that was signed before the last event are asked of monday', async () => {
    await event('app_subscription_cancelled');
    const iat = Math.floor(Date.now() / 1000) - 60;
    const old = { claims: { iat, subscription: { plan_id: 'pro' } } };
    expect((await block('actions/paid', old)).status).toBe(403);
  });

  it('are those that monday said last in a job of an account where nobody is connected', async () => {
    const foreign = others.at(-1)!;
    const asJob = <T>(work: () => Promise<T>): Promise<T> =>
      runAs({ accountId: foreign.account.id, userId: NOBODY, kind: 'job' }, work);
    const required = { code: 'auth.connection_required' };
    const current = (): Promise<unknown> => asJob(() => subscriptions.current());
    await expect(current()).rejects.toMatchObject(required);
    expect(await asJob(() => subscriptions.lastKnown())).toBeUndefined();

    const iat = Math.floor(Date.now() / 1000) - 3 * 60 * 60;
    const renewal_date = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString();
    const claim = { claims: { iat, subscription: { plan_id: 'pro', is_trial: false, renewal_date } } };
    const request = app.monday.block('/monday/actions/paid', foreign, {}, claim);
    expect((await app.http().send(request)).status).toBe(200);
    const plan = { planId: 'pro', isTrial: false, renewalDate: renewal_date };
    expect(await current()).toEqual(plan);
    expect(await asJob(() => subscriptions.require('pro'))).toEqual(plan);
    const known = { subscription: plan, knownAt: iat * 1000 };
    expect(await asJob(() => subscriptions.lastKnown())).toEqual({ ...known, mayHaveChanged: false });

    await app.http().send(app.monday.lifecycle('app_subscription_cancelled', foreign));
    await expect(current()).rejects.toMatchObject(required);
    expect(await asJob(() => subscriptions.lastKnown())).toMatchObject({
      subscription: plan,
      mayHaveChanged: true,
    });
  });

  it('of one account are not those of another', async () => {
    await setPlan('team');
    const foreign = await app.login(others[0]!.id);
    expect((await foreign.http.get('/paid')).status).toBe(403);
  });

  it('hold while monday does not answer, for accounts of which they are known', async () => {
    await setPlan('team');
    await event('app_subscription_renewed');
    calls.mockRejectedValue(new MondayUnexpectedAnswerError());
    expect((await login.http.get('/paid')).status).toBe(200);
    calls.mockRestore();
    calls = jest.spyOn(app.get(MondayClient), 'run');
  });

  it('that an account chooses on the platform are known to the app, in tokens and by an event', async () => {
    const change = (name: string, choice: object = {}): Promise<Record<string, unknown>> =>
      post(`subscriptions/${user.account.id}/${name}`, choice);
    const run = async (): Promise<unknown> => (await post('blocks/paid', { userId: user.id }))['status'];
    expect(await change('start-trial', { planId: 'pro' })).toMatchObject({
      event: 'app_trial_subscription_started',
      reply: { status: 200 },
    });
    expect([await run(), (await login.http.get('/paid')).status]).toEqual([200, 200]);
    expect(await change('end-trial')).toMatchObject({ event: 'app_trial_subscription_ended' });
    expect([await run(), (await login.http.get('/paid')).status]).toEqual([403, 403]);
    await change('subscribe', { planId: 'team', billingPeriod: 'yearly', maxUnits: 5 });
    expect(await run()).toBe(200);
    expect(await asUser(() => subscriptions.refresh())).toMatchObject({
      planId: 'team',
      isTrial: false,
      billingPeriod: 'yearly',
      maxUnits: 5,
    });
    expect(await change('subscribe', { planId: 'basic' })).toMatchObject({
      event: 'app_subscription_changed',
    });
    expect(await run()).toBe(403);
    expect(await change('cancel')).toMatchObject({ event: 'app_subscription_cancelled_by_user' });
    expect(await asUser(() => subscriptions.refresh())).toMatchObject({ planId: 'basic' });
    expect(await change('end')).toMatchObject({ event: 'app_subscription_cancelled' });
    expect(await asUser(() => subscriptions.refresh())).toBeUndefined();
  });

  it.each([
    [
      '18345021/subscribe',
      { planId: 'prp' },
      400,
      'The app has no plan "prp". It declares basic, pro, team.',
    ],
    ['18345021/subscribe', {}, 400, 'planId must be the id of a plan.'],
    ['18345021/subscribe', { planId: 'pro', maxUnits: -1 }, 400, 'maxUnits must be a whole number'],
    ['18345021/subscribe', { planId: 'pro', billingPeriod: 'daily' }, 400, 'monthly or yearly'],
    ['18345021/upgrade', {}, 400, 'The change must be one of subscribe, start-trial,'],
    ['18345021/cancel', {}, 409, 'The account has no subscription.'],
    ['1/subscribe', { planId: 'pro' }, 404, 'There is no such account.'],
  ])('cannot be changed wrongly on the platform: %s %j', async (path, choice, status, message) => {
    const read = async (): Promise<unknown> =>
      (await fetch(`${app.platform.url}/__sandbox/subscriptions`)).json();
    const before = await read();
    expect(await post(`subscriptions/${path}`, choice)).toMatchObject({
      statusCode: status,
      message: expect.stringContaining(message) as string,
    });
    expect(await read()).toEqual(before);
  });

  it('count operations of the account', async () => {
    const before = await asUser(() => subscriptions.operations('ai'));
    const { count, kind, periodKey } = await asUser(() =>
      subscriptions.increaseOperations({ kind: 'ai', by: 3 }),
    );
    expect([count - before.count, kind, periodKey]).toEqual([3, 'ai', before.periodKey]);
    for (const options of [
      { kind: 'much-too-long-a-kind' },
      { kind: '' },
      { by: 0 },
      { by: 1.5 },
      { by: 2 ** 31 },
    ]) {
      await expect(asUser(() => subscriptions.increaseOperations(options))).rejects.toMatchObject({
        code: 'monday.operations_invalid',
      });
    }
  });

  it('of any form in a token do no harm: no 500, and nothing runs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.jsonValue(), fc.record({ plan_id: fc.jsonValue(), renewal_date: fc.jsonValue() })),
        async (subscription) => {
          const reply = await block('actions/paid', { claims: { subscription } });
          expect(reply.status).toBe(403);
        },
      ),
      { numRuns: 40 },
    );
    expect(blocks.runs).toBe(0);
  });
});

it('the app does not start with a plan that no feature declares', async () => {
  @Injectable()
  class Wrong {
    @MondayAction('paid', NoInput)
    @RequiresPlan('prp')
    paid(): void {}
  }
  @Feature({ name: 'wrong', plans: ['pro'], imports: [MondayModule], providers: [Wrong] })
  class WrongFeature {}
  await expect(TestApp.start({ imports: [WrongFeature] })).rejects.toThrow(
    'Feature "wrong" (Wrong.paid): no feature declares the plan "prp". Did you mean "pro"?',
  );

  @Controller('wrong')
  class WrongController {
    @RequiresPlan('gold')
    @Get()
    get(): void {}
  }
  @Module({ controllers: [WrongController] })
  class ControllerModule {}
  await expect(TestApp.start({ imports: [ControllerModule] })).rejects.toThrow(
    'WrongController.get: no feature declares the plan "gold". Add it to "plans" of a feature.',
  );
});

it('the app does not start with a plan where nothing would check it', async () => {
  @Injectable()
  class Handler {
    @RequiresPlan('pro')
    @QueueHandler('paid.work', NoInput)
    work(): void {}
  }
  @Feature({ name: 'handled', plans: ['pro'], imports: [MondayModule], providers: [Handler] })
  class HandlerFeature {}
  await expect(TestApp.start({ imports: [HandlerFeature] })).rejects.toThrow(
    'Feature "handled" (Handler.work): @RequiresPlan has no effect here.',
  );

  @RequiresPlan('pro')
  @Injectable()
  class AllBlocks extends Blocks {}
  @Feature({ name: 'all', plans: ['pro', 'team'], imports: [MondayModule], providers: [AllBlocks] })
  class AllFeature {}
  await expect(TestApp.start({ imports: [AllFeature] })).rejects.toThrow(
    'AllBlocks: @RequiresPlan has no effect on this class.',
  );
});
