import { about, mapOf, named, oneOf, rules, type RouteDocs } from '../docs/index.js';

const REPORT = named('HealthReport', {
  status: oneOf('ok', 'unavailable', 'stopping'),
  checks: about(
    mapOf('persistence', {
      status: oneOf('up', 'down'),
      'counts?': about(
        mapOf('ready', rules(0, { minimum: 0 })),
        'What it counts, such as messages of the queue.',
      ),
    }),
    'Each dependency by its name.',
  ),
});

export const READY: RouteDocs = {
  id: 'readReadiness',
  tag: 'operations',
  summary: 'Tells whether requests can be served',
  replies: {
    200: { description: 'They can.', body: REPORT },
    503: { description: 'A dependency is down, or the app stops.', body: REPORT },
  },
  needsNoStore: true,
};

export const LIVE: RouteDocs = {
  id: 'readLiveness',
  tag: 'operations',
  summary: 'Tells that the process answers',
  replies: { 200: { description: 'It does.', body: named('Liveness', { status: oneOf('ok') }) } },
  needsNoStore: true,
};
