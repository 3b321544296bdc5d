import { about, anyJson, atLeast, named, rules, type RouteDocs } from '../../docs/index.js';
import { publishErrorResponses } from '../../queue/index.js';
import { CallbackUrlRefusedError } from '../blocks/index.js';
import { invalid } from '../input/index.js';
import { LIFECYCLE_TYPES } from './lifecycle-data.js';

/** An empty body. */
const TAKEN = named('Taken', rules({}, { properties: {} }));

export const WEBHOOK: RouteDocs = {
  id: 'receiveWebhook',
  tag: 'events',
  summary: "Receives a board event, or echoes monday's challenge",
  description: 'Before the first event, monday verifies the address with a challenge that has no token.',
  body: named(
    'Webhook',
    atLeast({
      'challenge?': rules('x1y2', { maxLength: 1024 }),
      'event?': atLeast({
        type: 'update_column_value',
        'boardId?': 7310284655,
        'triggerUuid?': '6b0a4f7c2d1e9b83',
      }),
    }),
  ),
  replies: {
    200: {
      description: 'The event is durable, or the challenge is echoed.',
      body: named('WebhookAnswer', { 'challenge?': 'x1y2' }),
    },
  },
  failures: () => [invalid('event', 'event must be an object with a type'), ...publishErrorResponses()],
  authenticatedBy: 'webhook',
};

export const LIFECYCLE: RouteDocs = {
  id: 'receiveLifecycle',
  tag: 'events',
  summary: 'Receives a lifecycle event of the app',
  description:
    'After an uninstall, the connections and sessions of the account are ended before the reply is sent.',
  body: named(
    'LifecycleEvent',
    atLeast({
      type: about('install', `Such as ${LIFECYCLE_TYPES.map((type) => `\`${type}\``).join(', ')}.`),
      data: atLeast({ account_id: anyJson(18345021), 'timestamp?': '2026-01-15T09:30:00.000+00:00' }),
    }),
  ),
  replies: { 200: { description: 'The event is durable.', body: TAKEN } },
  failures: () => [invalid('type', 'type must be a text'), ...publishErrorResponses()],
  authenticatedBy: 'lifecycle',
};

export const FEATURE_LIFECYCLE: RouteDocs = {
  id: 'receiveFeatureLifecycle',
  tag: 'events',
  summary: 'Receives a lifecycle event of a feature',
  body: named(
    'FeatureLifecycleEvent',
    atLeast({
      type: 'AppFeatureBoardView:create',
      'payload?': anyJson({}),
      'accountId?': anyJson(18345021),
      'data?': about(
        { payload: {}, account_id: 18345021, timestamp: '2026-01-15T09:30:00.000Z' },
        'The other fields, in the form in which monday nests them.',
      ),
      'back_to_url?': about('https://harbor-pine.monday.com/callback', 'Address that receives the result.'),
    }),
  ),
  replies: {
    200: { description: 'The event is durable.', body: TAKEN },
    202: { description: 'The event is durable. The result will be posted to `back_to_url`.', body: TAKEN },
  },
  failures: () => [
    invalid('type', 'type must be a text'),
    new CallbackUrlRefusedError(),
    ...publishErrorResponses(),
  ],
  authenticatedBy: 'featureLifecycle',
};

export const APP_ASSOCIATION: RouteDocs = {
  id: 'readAppAssociation',
  tag: 'operations',
  summary: 'Proves the domain to monday',
  replies: {
    200: {
      description: 'The apps of this domain.',
      body: named('AppAssociation', { apps: [{ clientID: '0a1b2c3d4e5f60718293a4b5c6d7e8f9' }] }),
    },
  },
  needsNoStore: true,
};
