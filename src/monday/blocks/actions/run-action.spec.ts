import { type ActionContext, NoInput } from '../decorators.js';
import { readActionRequest } from './action-request.js';
import { runAction } from './run-action.js';

const PAYLOAD = { inputFields: {}, integrationId: 11, recipeId: 12 };

describe('runAction', () => {
  it('gives the action the plan of the account and the ids of the automation', async () => {
    let context: ActionContext | undefined;
    const run = (_input: object, given: ActionContext): void => void (context = given);
    const request = readActionRequest({
      payload: PAYLOAD,
      runtimeMetadata: { actionUuid: 'one', triggerUuid: 'two' },
    });
    const subscription = { plan_id: 'gold' };
    const verifiedRequest = { accountId: '1', userId: '2', subscription };
    const action = { name: 'note', input: NoInput, run } as never;

    await runAction(action, { request, verifiedRequest, signal: new AbortController().signal });

    expect(context).toMatchObject({
      subscription,
      actionUuid: 'one',
      integrationId: '11',
      recipeId: '12',
      triggerUuid: 'two',
    });
  });

  it.each([
    { payload: { ...PAYLOAD, recipeId: {} } },
    { payload: PAYLOAD, runtimeMetadata: { triggerUuid: ['x'] } },
  ])('refuses an id that is none: %j', (body) => {
    expect(() => readActionRequest(body)).toThrow('Some fields of the request are invalid.');
  });
});
