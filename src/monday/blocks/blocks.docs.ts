import { about, anyJson, atLeast, named, oneOf, type RouteDocs, type Shape } from '../../docs/index.js';
import { publishErrorResponses } from '../../queue/index.js';
import { ColumnNotFoundError, ItemNotFoundError, MondayArgumentError } from '../api/index.js';
import { graphqlErrorResponses } from '../client/index.js';
import { PlanRequiredError } from '../subscriptions/index.js';
import { CredentialsMissingError } from './credentials/credentials.errors.js';
import {
  ActionRefusedError,
  ActionRunningError,
  BlockNotFoundError,
  CallbackUrlRefusedError,
} from './blocks.errors.js';

const RUNTIME = { 'runtimeMetadata?': atLeast({ 'actionUuid?': '6b0a4f7c2d1e9b83' }) };
const BLOCK = { parameters: { name: { description: 'Name of the block.', example: 'greet' } } };

const actionRun = (name: string, inputFields: Shape): Shape =>
  named(
    name,
    atLeast({
      payload: atLeast({
        'inputFields?': inputFields,
        'credentialsValues?': about(
          anyJson({ github: { userCredentialsId: 123, accessToken: 'third-party-token' } }),
          'Accounts at third parties, by the keys that the block declares.',
        ),
        'callbackUrl?': about(
          'https://api-gw.monday.com/automations/callback/1',
          'Present for asynchronous blocks: the action is accepted, and its result is posted to this address.',
        ),
      }),
      ...RUNTIME,
    }),
  );

const ACTION_RUN = actionRun(
  'ActionRun',
  about(anyJson({ boardId: '7310284655' }), 'The fields that the action declares.'),
);

const ACTION_REPLIES: RouteDocs['replies'] = {
  200: {
    description:
      'The result; or `received`, if the action was accepted and will post its result to `callbackUrl`.',
    body: named('ActionAnswer', {
      'outputFields?': anyJson({ text: 'Hello Ada' }),
      'status?': oneOf('received'),
      'message?': 'The action is running.',
      'actionUuid?': '6b0a4f7c2d1e9b83',
    }),
  },
};

const actionFailures = (): unknown[] => [
  new ActionRefusedError(undefined),
  new CallbackUrlRefusedError(),
  new ActionRunningError(),
  new ItemNotFoundError(),
  new ColumnNotFoundError(['status']),
  new MondayArgumentError('columns', 'an object'),
  new CredentialsMissingError('github'),
  new PlanRequiredError(['pro'], undefined),
  ...publishErrorResponses(),
  ...graphqlErrorResponses(),
];

export const RUN_ACTION: RouteDocs = {
  id: 'runAction',
  tag: 'blocks',
  summary: 'Runs a custom action',
  description:
    'If monday delivers a run again (same `actionUuid`), the action does not run again, and the first reply is returned.',
  parameters: { name: { description: 'Name of the action.', example: 'change-last-item-status' } },
  body: ACTION_RUN,
  replies: ACTION_REPLIES,
  failures: () => [new BlockNotFoundError('action'), ...actionFailures()],
  runsHandlers: true,
  usesConnection: true,
  authenticatedBy: 'block',
};

export interface ActionDocsOptions extends Pick<RouteDocs, 'id' | 'summary' | 'description' | 'failures'> {
  /** The name of the request's schema, and the shape of its input fields; default: any input fields. */
  readonly input?: { readonly name: string; readonly fields: Shape };
}

/** The documentation of a route of your own that runs an action. */
export function actionDocs({ input, failures, ...docs }: ActionDocsOptions): RouteDocs {
  return {
    ...docs,
    tag: 'blocks',
    body: input ? actionRun(input.name, input.fields) : ACTION_RUN,
    replies: ACTION_REPLIES,
    failures: () => [...(failures?.() ?? []), ...actionFailures()],
    usesConnection: true,
    authenticatedBy: 'block',
  };
}

export const SUBSCRIBE: RouteDocs = {
  ...BLOCK,
  id: 'subscribeTrigger',
  tag: 'blocks',
  summary: 'Subscribes an automation to a trigger',
  body: named(
    'TriggerSubscription',
    atLeast({
      payload: atLeast({
        webhookUrl: about(
          'https://api-gw.monday.com/automations/triggers/1',
          'Address that the app calls when the trigger fires.',
        ),
        subscriptionId: about(anyJson(73102846), 'An id, as a number or as text.'),
        'inputFields?': anyJson({ boardId: '7310284655' }),
      }),
      ...RUNTIME,
    }),
  ),
  replies: {
    200: {
      description: 'The subscription is stored.',
      body: named('TriggerSubscribed', {
        webhookId: about('73102846', 'Id of the subscription, which monday sends to unsubscribe.'),
      }),
    },
  },
  failures: () => [
    new BlockNotFoundError('trigger'),
    new CallbackUrlRefusedError(),
    new CredentialsMissingError('github'),
    new PlanRequiredError(['pro'], undefined),
  ],
  runsHandlers: true,
  authenticatedBy: 'block',
};

export const UNSUBSCRIBE: RouteDocs = {
  ...BLOCK,
  id: 'unsubscribeTrigger',
  tag: 'blocks',
  summary: 'Unsubscribes an automation from a trigger',
  body: named(
    'TriggerUnsubscription',
    atLeast({
      payload: atLeast({ webhookId: about(anyJson('73102846'), 'Id of the subscription.') }),
      ...RUNTIME,
    }),
  ),
  replies: { 200: { description: 'The subscription does not exist any more.' } },
  failures: () => [new BlockNotFoundError('trigger')],
  authenticatedBy: 'block',
};

export const READ_FIELD: RouteDocs = {
  ...BLOCK,
  id: 'readField',
  tag: 'blocks',
  summary: 'Reads the options or the schema of a field',
  body: named(
    'FieldRequest',
    atLeast({
      payload: atLeast({
        'boardId?': about(anyJson(7310284655), 'An id, as a number or as text.'),
        'dependencyData?': about(anyJson({}), 'The values that this field depends on.'),
        'pageRequestData?': about(anyJson({}), '`nextPageRequestData` of the previous page.'),
      }),
      ...RUNTIME,
    }),
  ),
  replies: {
    200: {
      description: 'Options, a page of options, or a schema.',
      body: anyJson([{ value: 'a', title: 'First' }]),
    },
  },
  failures: () => [
    new BlockNotFoundError('field'),
    new CredentialsMissingError('github'),
    new PlanRequiredError(['pro'], undefined),
  ],
  runsHandlers: true,
  authenticatedBy: 'block',
};
