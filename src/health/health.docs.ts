import { about, mapOf, named, oneOf, rules, type RouteDocs } from '../docs/index.js';

const REPORT = named('HealthReport', {
  status: oneOf('ok', 'unavailable', 'stopping'),
  checks: about(
    mapOf('persistence', {
      status: oneOf('up', 'down'),
      'counts?': about(mapOf('pending', rules(0, { minimum: 0 })), 'Counts, if a feature shows any.'),
    }),
    'The state of each dependency.',
  ),
});

export const READY: RouteDocs = {
  id: 'readReadiness',
  tag: 'operations',
  summary: 'Reports whether the app can serve requests',
  replies: {
    200: { description: 'The app can serve requests.', body: REPORT },
    503: { description: 'A dependency is down, or the app is stopping.', body: REPORT },
  },
  needsNoStore: true,
};

export const LIVE: RouteDocs = {
  id: 'readLiveness',
  tag: 'operations',
  summary: 'Reports that the process responds',
  replies: {
    200: { description: 'The process responds.', body: named('Liveness', { status: oneOf('ok') }) },
  },
  needsNoStore: true,
};
