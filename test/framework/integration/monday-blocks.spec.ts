import { Controller, Injectable, Module, Post } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsNumber, IsOptional, IsString } from 'class-validator';
import { AllowView, runAs } from '../../../src/caller/index.js';
import { BaseError } from '../../../src/errors/index.js';
import {
  MondayAction,
  MondayBlock,
  MondayContext,
  MondayRequest,
  MondayApi,
  MondayEvent,
  MondayField,
  MondayModule,
  MondayTrigger,
  MondayTriggers,
  OnUnsubscribe,
  parseInput,
  type ActionContext,
  type FieldRequest,
  type MondayEventMessage,
  type VerifiedRequest,
  type TriggerContext,
  type TriggerSubscription,
} from '../../../src/monday/index.js';
import { TriggerUnknownError } from '../../../src/monday/blocks/blocks.errors.js';
import { TriggerSubscriptionStore } from '../../../src/monday/blocks/triggers/trigger-subscription.store.js';
import { KeyRing } from '../../../src/secrets/index.js';
import { eventually, TestApp, type PlatformUser, type PreparedCall } from '../../../src/testing/index.js';

const INVALID_FOR_USERS = 'Some values of this automation are missing or invalid. Check its settings.';

class Refused extends BaseError {
  constructor() {
    super({ code: 'test.refused', status: 422, message: 'The test wants nothing of it.' });
  }
}

class TextInput {
  @IsOptional()
  @IsString()
  text?: string;
}

class BellInput {
  @IsOptional()
  @IsString()
  tone?: string;

  @Type(() => Number)
  @IsNumber()
  strikes!: number;
}

class NumbersInput {
  @IsOptional()
  @IsString()
  @Type(() => String)
  id?: string;

  @IsOptional()
  @IsNumber()
  amount?: number;
}

class Gate {
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
  open!: () => void;
}

/** The JSON text as clients write it that escape all letters except ASCII. */
function escapeNonAscii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The call with `number` in place of the text `NUMBER`, as JavaScript cannot write it. */
function withNumber({ json, headers, ...call }: PreparedCall, number: string): PreparedCall {
  return {
    ...call,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(json).replaceAll('"NUMBER"', number),
  };
}

/** The blocks of an app as its developer writes them. */
@Injectable()
class Blocks {
  runs = 0;
  gate = new Gate();
  aborted = 0;
  readonly pulses: unknown[] = [];
  letters: unknown;
  readonly features: unknown[] = [];
  /** Second arguments of triggers, and requests of fields. */
  readonly contexts: object[] = [];

  constructor(private readonly monday: MondayApi) {}

  @MondayAction('shout', TextInput)
  shout({ text = '' }: TextInput): object {
    this.runs += 1;
    if (text === 'refuse') throw new Refused();
    if (text === 'crash') throw new Error('secret detail');
    if (text === 'once' && this.runs === 1) throw new Error('not yet');
    return { text: text.toUpperCase() };
  }

  @MondayAction('numbers', NumbersInput)
  numbers(input: NumbersInput): object {
    return { ...input };
  }

  @MondayAction('slow', TextInput, { deadlineSeconds: 0.05 })
  async slow(_input: TextInput, { signal }: ActionContext): Promise<object> {
    this.runs += 1;
    signal.addEventListener('abort', () => (this.aborted += 1));
    await this.gate.opened;
    return { runs: this.runs };
  }

  @MondayAction('whoami', TextInput)
  async whoami(): Promise<object> {
    return { id: (await this.monday.me()).id };
  }

  @MondayEvent('create_item')
  created({ data }: MondayEventMessage): void {
    this.pulses.push(data['pulseId']);
    this.letters = data['letters'];
  }

  @MondayEvent('AppFeatureBoardView:delete')
  removed({ data }: MondayEventMessage): void {
    this.features.push(data['name']);
  }

  @MondayTrigger('rang')
  onSubscribe({ inputFields, recipeId }: TriggerSubscription, context: TriggerContext): void {
    this.contexts.push({ ...context, keptRecipeId: recipeId });
    if (inputFields['text'] === 'refuse') throw new Refused();
  }

  readonly bells: unknown[] = [];
  readonly ended: string[] = [];

  @MondayTrigger('struck', BellInput)
  struck({ inputFields }: TriggerSubscription<BellInput>): void {
    this.bells.push(inputFields instanceof BellInput, inputFields.strikes);
  }

  @OnUnsubscribe('struck')
  silenced({ id, inputFields }: TriggerSubscription<BellInput>): void {
    this.ended.push(`${id} ${inputFields.tone}`);
    if (this.ended.length === 1) throw new Error('not yet');
  }

  @MondayField('colours')
  colours(request: FieldRequest): object {
    const { pageRequestData, dependencyData, boardId } = request;
    this.contexts.push(request);
    if (pageRequestData['page'] === 2) return { options: [{ title: 'Blue', value: 'b' }], isLastPage: true };
    if (boardId === '7') return [{ title: `Depends on ${Object.keys(dependencyData).join()}`, value: 'd' }];
    return {
      options: [{ title: 'Red', value: 'r' }],
      isPaginated: true,
      nextPageRequestData: { page: 2 },
      isLastPage: false,
    };
  }
}

/** Routes of an app for each family of requests. */
@Controller('own')
class OwnRoutes {
  @MondayBlock()
  @Post('block')
  block(@MondayContext() verifiedRequest: VerifiedRequest): VerifiedRequest {
    return verifiedRequest;
  }

  @MondayRequest('webhook')
  @Post('webhook')
  webhook(@MondayContext() verifiedRequest: VerifiedRequest): VerifiedRequest {
    return verifiedRequest;
  }

  @MondayRequest('lifecycle')
  @Post('lifecycle')
  lifecycle(@MondayContext() verifiedRequest: VerifiedRequest): VerifiedRequest {
    return verifiedRequest;
  }

  @MondayRequest('feature-lifecycle')
  @Post('feature-lifecycle')
  feature(@MondayContext() verifiedRequest: VerifiedRequest): VerifiedRequest {
    return verifiedRequest;
  }

  @AllowView()
  @Post('view')
  view(@MondayContext() verifiedRequest: VerifiedRequest): VerifiedRequest {
    return verifiedRequest;
  }
}

@Module({ imports: [MondayModule], controllers: [OwnRoutes], providers: [Blocks] })
class BlocksModule {}

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

describe('the blocks of an app', () => {
  let app: TestApp;
  let user: PlatformUser;
  let blocks: Blocks;

  beforeAll(async () => {
    app = await TestApp.start({ imports: [BlocksModule] });
    [user] = (await app.users()) as [PlatformUser];
    blocks = app.get(Blocks);
  });
  afterAll(() => app.close());
  beforeEach(() => {
    blocks.runs = 0;
    blocks.aborted = 0;
    blocks.gate = new Gate();
  });

  const ask = async <T = Answer>(path: string, body: object): Promise<T> =>
    (await app.http().post(`${app.platform.url}/__sandbox/${path}`, body)).json<T>();
  const callbacksOf = (id: string, count: number): Promise<{ body: object }[]> =>
    eventually(async () => {
      const query = { id };
      const path = `${app.platform.url}/__sandbox/callbacks`;
      const list = (await app.http().get(path, { query })).json<{ body: object }[]>();
      return list.length >= count ? list : undefined;
    });

  describe('actions', () => {
    const run = (inputFields: object, options: object = {}): Promise<Answer & { actionUuid: string }> =>
      ask('blocks/shout', { inputFields, ...options });

    it.each([
      ['no JSON', '{'],
      ['a list', '[]'],
      ['a text', '"x"'],
      ['no payload', '{}'],
      ['a payload that is a list', '{"payload":[]}'],
      ['input that is no object', '{"payload":{"inputFields":"x"}}'],
      ['__proto__', '{"payload":{"inputFields":{"__proto__":{"x":1}}}}'],
      ['constructor', '{"payload":{"inputFields":{"constructor":{"x":1}}}}'],
      ['deep nesting', `{"payload":{"inputFields":${'{"a":'.repeat(50)}1${'}'.repeat(50)}}}`],
      ['a foreign callback', '{"payload":{"inputFields":{},"callbackUrl":"https://evil.example.org/"}}'],
      [
        'a lookalike callback',
        '{"payload":{"inputFields":{},"callbackUrl":"https://monday.com.evil.example.org/"}}',
      ],
    ])("return a 400 with monday's error fields for %s", async (_name, body) => {
      const { headers } = app.monday.block('/monday/actions/shout', user);
      const reply = await app.http().post('/monday/actions/shout', undefined, {
        headers: { ...headers, 'content-type': 'application/json' },
        body,
      });

      expect(reply.status).toBe(400);
      expect(reply.json()).toMatchObject({ severityCode: 4000 });
    });

    it('run in the queue, whatever the plan in the token holds', async () => {
      const hostile = '{"constructor":{"a":1},"__proto__":{"b":1},"plan_id":{"constructor":1},"days_left":5}';
      const { actionUuid } = await run({ text: 'hi' }, { async: true });
      const [first] = await callbacksOf(actionUuid, 1);
      const callbackUrl = `${app.platform.url}/__sandbox/callbacks/${actionUuid}`;
      const call = app.monday.block(
        '/monday/actions/shout',
        user,
        { text: 'hi' },
        {
          claims: { subscription: JSON.parse(hostile) as object },
          payload: { callbackUrl },
        },
      );
      expect((await app.http().send(call)).status).toBe(200);
      const [, second] = await callbacksOf(actionUuid, 2);

      expect(first?.body).toMatchObject({ success: true, outputFields: { text: 'HI' } });
      expect(second?.body).toEqual(first?.body);
    });

    it('return their output fields', async () => {
      expect(await run({ text: 'hi', unknown: 1 })).toMatchObject({
        status: 200,
        body: { outputFields: { text: 'HI' } },
      });
    });

    it.each([
      ['letters', String],
      ['escaped emoji', escapeNonAscii],
    ])('take input of 70,000 letters (%s)', async (name, encode) => {
      const text = (name === 'letters' ? 'x' : '🙂').repeat(70_000);
      const { json, headers, ...call } = app.monday.block('/monday/actions/shout', user, { text });
      const body = encode(JSON.stringify(json));
      const reply = await app
        .http()
        .send({ ...call, headers: { ...headers, 'content-type': 'application/json' }, body });
      expect(body.length).toBeGreaterThan(100 * 1024);
      expect(reply.status).toBe(200);
      expect(reply.text).toContain(text.toUpperCase());
    });

    it.each([
      ['without a token', 'none', 401],
      ['with a forged token', 'forged', 401],
      ['over the limit', 'valid', 413],
    ])('of 3 MB are refused %s, with fields for monday', async (_name, credentials, status) => {
      const forgery = credentials === 'forged' ? { secret: 'x'.repeat(32) } : {};
      const text = 'x'.repeat(3_000_000);
      const call = app.monday.block('/monday/actions/shout', user, { text }, forgery);
      const reply = await app.http().send(credentials === 'none' ? { ...call, headers: {} } : call);
      expect(reply.status).toBe(status);
      expect(reply.json()).toMatchObject({ severityCode: 4000 });
    });

    it('are refused where they are asynchronous and their input exceeds a message, in words for the user', async () => {
      const { status, body } = await run({ text: 'x'.repeat(70_000) }, { async: true });
      expect(status).toBe(413);
      expect(body).toMatchObject({
        code: 'queue.payload_too_large',
        severityCode: 4000,
        notificationErrorDescription: 'The values of this automation are too long.',
      });
      expect(blocks.runs).toBe(0);
    });

    it.each(['9007199254740993', '1.00000000000000001', '1e400'])(
      'take %s as the text of an id, and refuse it as a number',
      async (number) => {
        const send = (inputFields: Readonly<Record<string, unknown>>) =>
          app.http().send(withNumber(app.monday.block('/monday/actions/numbers', user, inputFields), number));
        expect((await send({ id: 'NUMBER' })).json()).toEqual({ outputFields: { id: number } });
        const refused = await send({ amount: 'NUMBER' });
        expect(refused.status).toBe(400);
        expect(refused.json()).toMatchObject({
          code: 'validation.failed',
          severityCode: 4000,
          notificationErrorDescription: INVALID_FOR_USERS,
        });
      },
    );

    it('keep the numbers that a double holds', async () => {
      const call = app.monday.block('/monday/actions/numbers', user, { id: 'NUMBER', amount: 'NUMBER' });
      expect((await app.http().send(withNumber(call, '9007199254740994'))).json()).toEqual({
        outputFields: { id: '9007199254740994', amount: 9_007_199_254_740_994 },
      });
    });

    it("stop a run with monday's error fields if they throw a refusal, and never turn the automation off", async () => {
      const { status, body } = await run({ text: 'refuse' });

      expect(status).toBe(422);
      expect(body).toMatchObject({
        code: 'test.refused',
        severityCode: 4000,
        runtimeErrorDescription: 'The test wants nothing of it.',
      });
    });

    it('report a crash without details, so that monday repeats the run', async () => {
      const signed = app.monday.block('/monday/actions/shout', user, { text: 'once' });
      const first = await app.http().send(signed);
      const second = await app.http().send(signed);

      expect(first.status).toBe(500);
      expect(first.json()).not.toHaveProperty('severityCode');
      expect(second.json()).toEqual({ outputFields: { text: 'ONCE' } });
    });

    it('ask monday to retry at the deadline, continue, and answer the next delivery', async () => {
      const signed = app.monday.block('/monday/actions/slow', user);
      const first = await app.http().send(signed);
      const meanwhile = await app.http().send(signed);
      blocks.gate.open();
      const last = await eventually(async () => {
        const reply = await app.http().send(signed);
        return reply.status === 200 ? reply : undefined;
      });

      expect([first.status, meanwhile.status]).toEqual([503, 503]);
      expect(first.json()).toMatchObject({ code: 'monday.action_running' });
      expect(first.json()).not.toHaveProperty('severityCode');
      expect(last.json()).toEqual({ outputFields: { runs: 1 } });
      expect([blocks.runs, blocks.aborted]).toEqual([1, 1]);
    });

    it('run once if two deliveries arrive at the same time', async () => {
      const signed = app.monday.block('/monday/actions/shout', user, { text: 'x' });
      const replies = await Promise.all([app.http().send(signed), app.http().send(signed)]);

      expect(blocks.runs).toBe(1);
      expect(replies.map(({ status }) => status).sort()).toEqual(expect.arrayContaining([200]) as number[]);
    });

    it('run again for another account with the same uuid', async () => {
      const other = (await app.users()).find(({ account }) => account.id !== user.account.id)!;
      const options = { actionUuid: 'shared-uuid' };
      for (const who of [user, other]) {
        const signed = app.monday.block('/monday/actions/shout', who, { text: 'x' }, options);
        expect((await app.http().send(signed)).status).toBe(200);
      }

      expect(blocks.runs).toBe(2);
    });

    it('return the login URL if there is neither a connection nor a token', async () => {
      const reply = await app.http().send(app.monday.block('/monday/actions/whoami', user));

      expect(reply.status).toBe(409);
      expect(reply.json()).toMatchObject({
        code: 'auth.connection_required',
        severityCode: 4000,
        // With PUBLIC_URL it is a whole address.
        details: { loginUrl: '/auth/login' },
        notificationErrorDescription: 'This request requires a connection to monday. Log in first.',
      });
    });

    it('use the token of the request until they have answered', async () => {
      expect(await ask('blocks/whoami', { userId: user.id })).toMatchObject({
        body: { outputFields: { id: user.id } },
      });
    });

    it('run in the queue if they are asynchronous, and report the output', async () => {
      const { body, actionUuid } = await run({ text: 'later' }, { async: true });
      const again = await run({ text: 'later' }, { async: true, actionUuid });
      const [callback, ...others] = await callbacksOf(actionUuid, 1);

      expect(body).toMatchObject({ status: 'received', actionUuid });
      expect(again.body).toEqual(body);
      expect(callback?.body).toEqual({ success: true, outputFields: { text: 'LATER' } });
      expect(others).toEqual([]);
      expect(blocks.runs).toBe(1);
    });

    it('use the token of the request in the queue too, for a user who never logged in', async () => {
      const { actionUuid } = await ask<Answer & { actionUuid: string }>('blocks/whoami', {
        userId: user.id,
        async: true,
      });
      const [callback] = await callbacksOf(actionUuid, 1);

      expect(callback?.body).toEqual({ success: true, outputFields: { id: user.id } });
    });

    it("report a refusal of an asynchronous run, with monday's error fields", async () => {
      const { actionUuid } = await run({ text: 'refuse' }, { async: true });
      const [callback] = await callbacksOf(actionUuid, 1);

      expect(callback?.body).toMatchObject({
        success: false,
        severityCode: 4000,
        runtimeErrorDescription: 'The test wants nothing of it.',
      });
    });

    it('report invalid input of an asynchronous run in words for the user', async () => {
      const { actionUuid } = await run({ text: ['no text'] }, { async: true });
      const [callback] = await callbacksOf(actionUuid, 1);

      expect(callback?.body).toMatchObject({
        success: false,
        notificationErrorDescription: INVALID_FOR_USERS,
      });
    });

    it('repeat an asynchronous run that failed temporarily', async () => {
      const { actionUuid } = await run({ text: 'once' }, { async: true });
      const [callback] = await callbacksOf(actionUuid, 1);

      expect(callback?.body).toEqual({ success: true, outputFields: { text: 'ONCE' } });
    });
  });

  describe('events', () => {
    it('reach their handlers once each, even if monday delivers one twice', async () => {
      const event = { type: 'create_pulse', pulseId: 7, triggerUuid: 'the-same' };
      const first = await ask('webhooks/create_pulse', { userId: user.id, data: event });
      await ask('webhooks/create_pulse', { userId: user.id, data: event });
      await ask('webhooks/create_pulse', {
        userId: user.id,
        data: { ...event, pulseId: 8, triggerUuid: 'other' },
      });
      await eventually(() => Promise.resolve(blocks.pulses.includes(8) || undefined));

      expect(first.status).toBe(200);
      expect([...blocks.pulses].sort()).toEqual([7, 8]);
    });

    it.each([
      ['9007199254740993', '9007199254740993'],
      ['9007199254740994', 9_007_199_254_740_994],
    ])('reach their handlers with the id %s as it was sent', async (number, pulseId) => {
      const event = { type: 'create_pulse', pulseId: 'NUMBER', triggerUuid: number };
      const call = withNumber(app.monday.boardWebhook(user, event), number);
      expect((await app.http().send(call)).status).toBe(200);
      await eventually(() => Promise.resolve(blocks.pulses.includes(pulseId) || undefined));
    });

    it.each([
      [1, 'Latin', 'x', String],
      [2, 'Greek', 'ω', String],
      [3, 'Chinese', '語', String],
      [4, 'emoji', '🙂', String],
      [5, 'escaped emoji', '🙂', escapeNonAscii],
    ])(
      'reach their handlers with values of 70,000 characters (%i: %s)',
      async (number, _name, letter, encode) => {
        const event = {
          type: 'create_pulse',
          pulseId: 9_000 + number,
          triggerUuid: `large-${number}`,
          letters: letter.repeat(70_000),
          previous: letter.repeat(70_000),
        };
        const { json, headers, ...request } = app.monday.boardWebhook(user, event);
        const call = {
          ...request,
          headers: { ...headers, 'content-type': 'application/json' },
          body: encode(JSON.stringify(json)),
        };
        const replies = [await app.http().send(call), await app.http().send(call)];
        expect(replies.map(({ status }) => status)).toEqual([200, 200]);
        await eventually(() => Promise.resolve(blocks.pulses.includes(event.pulseId) || undefined));

        expect(blocks.pulses.filter((id) => id === event.pulseId)).toHaveLength(1);
        expect(blocks.letters).toBe(event.letters);
      },
    );

    it.each([
      ['without a token', 'none', 401],
      ['with a forged token', 'forged', 401],
      ['over the limit of events', 'valid', 413],
    ])('of 3 MB are refused %s', async (_name, credentials, status) => {
      const event = { type: 'create_pulse', letters: 'x'.repeat(3_000_000) };
      const call = app.monday.boardWebhook(
        user,
        event,
        credentials === 'forged' ? { secret: 'x'.repeat(32) } : {},
      );
      const reply = await app.http().send(credentials === 'none' ? { ...call, headers: {} } : call);
      expect(reply.status).toBe(status);
    });

    it('of a feature are answered immediately, or reported after they are handled', async () => {
      const path = 'feature-lifecycle/AppFeatureBoardView:delete';
      const sync = await ask(path, { userId: user.id, data: { name: 'sync' } });
      const later = await ask<Answer & { callbackId: string }>(path, {
        userId: user.id,
        data: { name: 'async' },
        async: true,
      });
      const [callback] = await callbacksOf(later.callbackId, 1);

      expect([sync.status, later.status]).toEqual([200, 202]);
      expect(callback?.body).toEqual({ success: true });
      expect(blocks.features.sort()).toEqual(['async', 'sync']);
    });

    it('of a feature reach their handlers with numbers as they were sent', async () => {
      const call = app.monday.featureLifecycle('AppFeatureBoardView:delete', user, {
        payload: { name: 'NUMBER' },
      });
      expect((await app.http().send(withNumber(call, '9007199254740993'))).status).toBe(200);
      await eventually(() => Promise.resolve(blocks.features.includes('9007199254740993') || undefined));
      blocks.features.length = 0;
    });

    it.each(['flat', 'nested', 'nested-top', 'nested-query'] as const)(
      'of a feature are received and reported in the form %s',
      async (form) => {
        const path = 'feature-lifecycle/AppFeatureBoardView:delete';
        const [first, second, third] = [`${form} 1`, `${form} 2`, `${form} 3`];
        const send = (name: string, async = false): Promise<Answer & { callbackId: string }> =>
          ask(path, { userId: user.id, data: { name }, form, async });
        // Within one second, which must not make them one event.
        const replies = [await send(first), await send(second), await send(third, true)];
        const [callback] = await callbacksOf(replies[2]!.callbackId, 1);
        const heard = (): unknown[] => blocks.features.filter((name) => String(name).startsWith(`${form} `));
        await eventually(() => Promise.resolve(heard().length === 3 || undefined));

        expect(replies.map(({ status }) => status)).toEqual([200, 200, 202]);
        expect(callback?.body).toEqual({ success: true });
        expect(heard().sort()).toEqual([first, second, third]);
      },
    );
  });

  describe("the app's own block routes", () => {
    const families = {
      block: () => app.monday.block('/own/block', user, {}, { shortLivedToken: 'lent' }),
      webhook: () => ({ ...app.monday.boardWebhook(user, {}), path: '/own/webhook' }),
      lifecycle: () => ({ ...app.monday.lifecycle('install', user), path: '/own/lifecycle' }),
      'feature-lifecycle': () => ({
        ...app.monday.featureLifecycle('x', user),
        path: '/own/feature-lifecycle',
      }),
      view: () => ({
        method: 'POST',
        path: '/own/view',
        headers: { authorization: `Bearer ${app.monday.viewSessionToken(user)}` },
      }),
    } satisfies Record<string, () => PreparedCall>;
    type Family = keyof typeof families;
    /** Which tokens a route takes besides those of its own family: a webhook's are made like a block's. */
    const ALIKE: Record<string, Family[]> = { block: ['webhook'], webhook: ['block'] };

    it.each(Object.keys(families) as Family[])(
      'receive the account and the user of a request of %s',
      async (family) => {
        const call: PreparedCall = { ...families[family](), headers: families[family]().headers };
        // The token of a webhook names the address that it is for.
        const claims = { aud: `${app.url}/own/${family}` };
        const signed =
          family === 'webhook' ? app.monday.boardWebhook(user, {}, { claims }).headers : call.headers;
        const reply = await app.http().send({ ...call, headers: signed });

        expect(reply.status).toBe(201);
        expect(reply.json()).toMatchObject({ accountId: user.account.id, userId: user.id });
        if (family === 'block') expect(reply.json()).toMatchObject({ shortLivedToken: 'lent' });
        if (family === 'feature-lifecycle')
          expect(reply.json()).toMatchObject({ shortLivedToken: 'short-lived' });
      },
    );

    it('refuse a token of another family', async () => {
      const names = Object.keys(families) as Family[];
      const taken: string[] = [];
      for (const route of names) {
        for (const family of names) {
          if (route === family || ALIKE[route]?.includes(family)) continue;
          const { headers } = families[family]();
          const reply = await app.http().post(`/own/${route}`, {}, { headers });
          if (reply.status !== 401) taken.push(`${route} took ${family}`);
        }
      }

      // A lifecycle token may carry the claims of a view; `isProven` tells them apart.
      expect(taken).toEqual(['lifecycle took view']);
    });
  });

  describe('triggers', () => {
    const subscribe = (inputFields: object): Promise<Answer & { subscriptionId: number }> =>
      ask('triggers/rang/subscribe', { userId: user.id, inputFields });
    const fire = (text: string): Promise<number> =>
      runAs({ accountId: user.account.id, userId: user.id, kind: 'job' }, () =>
        app.get(MondayTriggers).fire('rang', { text }, ({ inputFields }) => inputFields['text'] === text),
      );

    it('call each subscriber with a signed request until it unsubscribes', async () => {
      const { body, subscriptionId } = await subscribe({ text: 'bell' });
      await subscribe({ text: 'horn' });
      const heard = await fire('bell');
      const [callback] = await callbacksOf(String(subscriptionId), 1);
      const left = await ask('triggers/rang/unsubscribe', { webhookId: body['webhookId'], userId: user.id });

      expect(body).toEqual({ webhookId: String(subscriptionId) });
      expect(heard).toBe(1);
      expect(callback?.body).toEqual({ trigger: { outputFields: { text: 'bell' } } });
      expect(left.status).toBe(200);
      expect(await fire('bell')).toBe(0);
    });

    it('do not fire for another account', async () => {
      await subscribe({ text: 'gong' });
      const other = (await app.users()).find(({ account }) => account.id !== user.account.id)!;
      const fired = await runAs({ accountId: other.account.id, userId: other.id, kind: 'job' }, () =>
        app.get(MondayTriggers).fire('rang', {}),
      );

      expect(fired).toBe(0);
    });

    describe('with a class of input fields', () => {
      const strike = (inputFields: object): Promise<Answer & { subscriptionId: number }> =>
        ask('triggers/struck/subscribe', { userId: user.id, inputFields });
      const asJob = <T>(work: () => Promise<T>, of = user): Promise<T> =>
        runAs({ accountId: of.account.id, userId: of.id, kind: 'job' }, work);
      const idsOf = async (filter: object): Promise<string[]> => {
        const ids: string[] = [];
        for await (const { id } of app.get(MondayTriggers).subscriptions(filter)) ids.push(id);
        return ids;
      };

      it('receive it, without the fields that it does not have', async () => {
        const { status, subscriptionId } = await strike({ tone: 'low', strikes: '3', other: 'x' });
        const kept = await app
          .get(TriggerSubscriptionStore)
          .find(user.account.id, 'struck', String(subscriptionId));

        expect(status).toBe(200);
        expect(blocks.bells.slice(-2)).toEqual([true, 3]);
        expect(kept?.inputFields).toEqual({ tone: 'low', strikes: 3 });
      });

      it.each([{}, { strikes: 'many' }, { strikes: 1, tone: 5 }, { strikes: 1, tone: 'x'.repeat(50_000) }])(
        'refuse invalid fields, and keep nothing (%#)',
        async (inputFields) => {
          const before = await asJob(() => idsOf({}));
          const { status, body } = await strike(inputFields);

          expect([status, body['code']]).toEqual([400, 'validation.failed']);
          expect(await asJob(() => idsOf({}))).toEqual(before);
        },
      );

      it('call the hook when one ends, again after a failure', async () => {
        const { subscriptionId } = await strike({ tone: 'end', strikes: 1 });
        const text = `${subscriptionId} end`;
        await ask('triggers/struck/unsubscribe', { webhookId: String(subscriptionId), userId: user.id });
        const calls = await eventually(() => (blocks.ended.length === 2 ? blocks.ended : undefined));

        expect(calls).toEqual([text, text]);
        expect(await asJob(() => idsOf({ trigger: 'struck' }))).not.toContain(String(subscriptionId));
      });

      it('are listed by trigger and account, but not to another account', async () => {
        const { subscriptionId } = await strike({ tone: 'list', strikes: 1 });
        const id = String(subscriptionId);
        const other = (await app.users()).find(({ account }) => account.id !== user.account.id)!;
        const { id: accountId } = user.account;

        expect(await idsOf({ trigger: 'struck' })).toContain(id);
        expect(await idsOf({ accountId, trigger: 'struck' })).toContain(id);
        expect(await idsOf({ accountId, trigger: 'rang' })).not.toContain(id);
        expect(await idsOf({ accountId: other.account.id })).not.toContain(id);
        expect(await asJob(() => idsOf({ trigger: 'struck' }), other)).not.toContain(id);
        await expect(asJob(() => idsOf({ accountId }), other)).rejects.toThrow(TypeError);
      });

      it('are notified by their ids alone, each once, if they still exist', async () => {
        const { subscriptionId } = await strike({ tone: 'by id', strikes: 1 });
        await strike({ tone: 'by id', strikes: 2 });
        const id = String(subscriptionId);
        const triggers = app.get(MondayTriggers);
        const decrypt = jest.spyOn(app.get(KeyRing), 'decrypt');
        const count = await asJob(() =>
          triggers.fire('struck', { by: 'id' }, { subscriptionIds: [id, 'ended', id] }),
        );
        const decrypted = decrypt.mock.calls.length;
        decrypt.mockRestore();

        expect([count, decrypted]).toEqual([1, 1]);
        const both = { subscriptionIds: [id], matches: () => false };
        expect(await asJob(() => triggers.fire('struck', {}, both))).toBe(0);
        expect(await asJob(() => triggers.fire('struck', {}, { subscriptionIds: [] }))).toBe(0);
        expect(await asJob(() => triggers.fire('rang', {}, { subscriptionIds: [id] }))).toBe(0);
        const other = (await app.users()).find(({ account }) => account.id !== user.account.id)!;
        expect(await asJob(() => triggers.fire('struck', {}, { subscriptionIds: [id] }), other)).toBe(0);
        expect(await callbacksOf(id, 1)).toHaveLength(1);
      });

      it('name the triggers of the app if another one is fired', async () => {
        const fired = asJob(() => app.get(MondayTriggers).fire('struk', {}, { idempotencyKey: 'x' }));
        await expect(fired).rejects.toThrow(TriggerUnknownError);
        await expect(fired).rejects.toThrow(/^The app has no trigger "struk"\. It has .*"struck"/);
      });

      it('fire once for an idempotency key', async () => {
        const { subscriptionId } = await strike({ tone: 'once', strikes: 1 });
        const fireOnce = (idempotencyKey: string): Promise<number> =>
          asJob(() =>
            app
              .get(MondayTriggers)
              .fire<BellInput>(
                'struck',
                { idempotencyKey },
                { idempotencyKey, matches: ({ inputFields }) => inputFields.tone === 'once' },
              ),
          );

        expect([await fireOnce('a'), await fireOnce('a'), await fireOnce('b')]).toEqual([1, 1, 1]);
        await strike({ tone: 'once', strikes: 2 });
        expect([await fireOnce('a'), await fireOnce('c')]).toEqual([1, 2]);
        const heard = await callbacksOf(String(subscriptionId), 3);
        const keys = heard.map(
          ({ body }) => (body as { trigger: { outputFields: object } }).trigger.outputFields,
        );
        expect(keys).toHaveLength(3);
        await expect(fireOnce('')).rejects.toThrow(TypeError);
      });
    });

    it('give their input to code that parses it itself', async () => {
      expect(await parseInput(BellInput, { strikes: '2', other: 1 })).toEqual({ strikes: 2 });
      await expect(parseInput(BellInput, {})).rejects.toThrow('Some fields of the request are invalid.');
    });

    it('include the address of their automation', async () => {
      // Nothing was opened there, so that the platform answers 404.
      const payload = {
        webhookUrl: `${app.platform.url}/__sandbox/callbacks/gone`,
        subscriptionId: 404,
        inputFields: { text: 'gone' },
      };
      const path = '/monday/triggers/rang/subscribe';
      await app.http().send(app.monday.block(path, user, {}, { payload }));
      const isKept = async (): Promise<boolean> =>
        (await app.get(TriggerSubscriptionStore).find(user.account.id, 'rang', '404')) !== undefined;

      expect(await isKept()).toBe(true);
      expect(await fire('gone')).toBe(1);
      await eventually(async () => ((await isKept()) ? undefined : true));
      expect(await fire('gone')).toBe(0);
    });

    it('are refused if the app does not declare them', async () => {
      const { status, body } = await subscribe({ text: 'refuse' });

      expect(status).toBe(422);
      expect(body).toMatchObject({ severityCode: 4000 });
      expect(await fire('refuse')).toBe(0);
    });

    it.each([
      'https://evil.example.org/x',
      'http://api-gw.monday.com/x',
      'https://monday.com.evil.org/',
      'x',
    ])('never send to %s', async (webhookUrl) => {
      const payload = { webhookUrl, subscriptionId: 1 };
      const path = '/monday/triggers/rang/subscribe';
      const reply = await app.http().send(app.monday.block(path, user, {}, { payload }));

      expect(reply.status).toBe(400);
      expect(reply.json()).toMatchObject({ code: 'monday.callback_url_refused', severityCode: 4000 });
    });

    it.each([[[]], ['x'], [5], [true]])('are refused with input fields that are %j', async (inputFields) => {
      const payload = { webhookUrl: 'https://api-gw.monday.com/x', subscriptionId: 1, inputFields };
      const path = '/monday/triggers/rang/subscribe';
      const reply = await app.http().send(app.monday.block(path, user, {}, { payload }));

      expect([reply.status, reply.json()['code']]).toEqual([400, 'validation.failed']);
    });

    it('return 404 for an unknown name', async () => {
      expect(await ask('triggers/nope/subscribe', {})).toMatchObject({
        status: 404,
        body: { code: 'monday.trigger_not_found', severityCode: 4000 },
      });
    });
  });

  it.each([
    'blocks/shout',
    'triggers/rang/subscribe',
    'fields/colours',
    'webhooks/create_item',
    'lifecycle/app_subscription_renewed',
    'feature-lifecycle/AppFeatureObject:create',
  ])('takes the token of %s after Bearer too', async (path) => {
    expect(await ask(path, { bearer: true, userId: user.id })).toMatchObject({ status: 200 });
  });

  describe('the contexts of triggers and fields', () => {
    const IDS = { recipeId: 629_280, integrationId: '398528596' };
    const claims = { subscription: { plan_id: 'gold' } };
    const payload = {
      ...IDS,
      webhookUrl: 'https://api-gw.monday.com/x',
      subscriptionId: 31,
      automationId: 5,
    };
    const send = async (path: string, changes: object = {}): Promise<number> => {
      const options = { payload: { ...payload, ...changes }, claims };
      return (await app.http().send(app.monday.block(path, user, {}, options))).status;
    };
    const ROUTES = ['/monday/triggers/rang/subscribe', '/monday/fields/colours'];

    it.each(ROUTES)('of %s have the plan and the ids of the automation', async (path) => {
      expect(await send(path)).toBe(200);

      expect(blocks.contexts.at(-1)).toMatchObject({
        accountId: user.account.id,
        subscription: { plan_id: 'gold' },
        recipeId: '629280',
        integrationId: '398528596',
        ...(path === ROUTES[0]
          ? { triggerUuid: expect.any(String) as unknown, keptRecipeId: '629280' }
          : { automationId: '5' }),
      });
    });

    it('have the plan that the local platform put into the token, if the account has one', async () => {
      const subscribe = (): Promise<Answer> => ask('triggers/rang/subscribe', { userId: user.id });
      expect((await subscribe()).status).toBe(200);
      expect(blocks.contexts.at(-1)).toMatchObject({ subscription: undefined });

      const secret = app.platform.variables['MONDAY_SIGNING_SECRET']!.slice(-10);
      const authorization = await app.platform.accessToken(user.id);
      const mock = (mutation: string): Promise<unknown> =>
        app.platform.http.post('/v2', { query: `mutation { ${mutation} }` }, { headers: { authorization } });
      const given = `app_id: 1, partial_signing_secret: "${secret}"`;
      await mock(`set_mock_app_subscription(${given}, plan_id: "gold", is_trial: true) { plan_id }`);
      expect((await subscribe()).status).toBe(200);
      await mock(`remove_mock_app_subscription(${given}) { plan_id }`);

      expect(blocks.contexts.at(-1)).toMatchObject({
        subscription: {
          plan_id: 'gold',
          is_trial: true,
          pricing_version: 1,
          billing_period: 'monthly',
          days_left: 30,
          renewal_date: expect.stringMatching(/^\d{4}-/) as string,
        },
      });
    });

    it.each(ROUTES)('of %s have only the ids that monday sent', async (path) => {
      expect(await send(path, { recipeId: undefined, integrationId: null })).toBe(200);

      expect(blocks.contexts.at(-1)).toMatchObject({ recipeId: undefined, integrationId: undefined });
    });

    it.each(ROUTES.flatMap((path) => [[{}], true, 'a b'].map((id) => [path, id] as const)))(
      'of %s refuse the id %j',
      async (path, id) => {
        const options = { payload: { ...payload, recipeId: id } };
        const reply = await app.http().send(app.monday.block(path, user, {}, options));

        expect([reply.status, reply.json()]).toMatchObject([
          400,
          { code: 'validation.failed', severityCode: 4000 },
        ]);
      },
    );
  });

  describe('fields', () => {
    const options = (payload: object): Promise<Answer> => ask('fields/colours', { inputFields: payload });

    it('return their options page by page', async () => {
      const first = await options({});
      const second = await options({ pageRequestData: first.body['nextPageRequestData'] });

      expect(first.body).toMatchObject({ options: [{ value: 'r' }], isPaginated: true, isLastPage: false });
      expect(second.body).toEqual({ options: [{ title: 'Blue', value: 'b' }], isLastPage: true });
    });

    it('return a plain list that depends on other fields', async () => {
      const { body } = await options({ boardId: 7, dependencyData: { size: { value: 1 } } });

      expect(body).toEqual([{ title: 'Depends on size', value: 'd' }]);
    });

    it('return 404 for an unknown name', async () => {
      expect(await ask('fields/nope', {})).toMatchObject({
        status: 404,
        body: { code: 'monday.field_not_found', severityCode: 4000 },
      });
    });
  });
});
