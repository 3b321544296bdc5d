import { failureOf } from '../../errors/index.js';
import { type DurationSeries, type Metrics } from '../../telemetry/index.js';
import { patternOf } from './route-of.js';
import { type RequestObserver } from './on-request-end.js';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const UNMATCHED = 'unmatched';
const ABORTED = 'aborted';

type Status = number | typeof ABORTED;
type ByMethodAndStatus = Map<string, Map<Status, DurationSeries>>;

/**
 * Counts and times requests by method, route and status, and their errors. A route is labelled with its pattern; all
 * requests without a route share one label, so that clients cannot create new series.
 */
export function countRequests(metrics: Metrics): RequestObserver {
  const durations = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by method, route and status; "aborted" where the client went away before its reply was out.',
    labels: ['method', 'route', 'status'],
  });
  const errors = metrics.counter({
    name: 'http_errors_total',
    help: 'Requests that were answered with an error, by its family and code.',
    labels: ['family', 'code'],
  });
  const known = new Map<string, ByMethodAndStatus>();
  const seriesOf = (route: string, method: string, status: Status): DurationSeries => {
    const series = durations.series({ method, route, status: String(status) });
    const byMethod: ByMethodAndStatus = known.get(route) ?? new Map<string, Map<Status, DurationSeries>>();
    const byStatus = byMethod.get(method) ?? new Map<Status, DurationSeries>();
    known.set(route, byMethod.set(method, byStatus.set(status, series)));
    return series;
  };
  return (request, response, durationMs) => {
    const route = patternOf(request) ?? UNMATCHED;
    const method = METHODS.has(request.method) ? request.method : 'other';
    const status = response.writableFinished ? response.statusCode : ABORTED;
    const series = known.get(route)?.get(method)?.get(status) ?? seriesOf(route, method, status);
    series.observe(durationMs / 1_000);
    if (response.statusCode < 400) return;
    const failure = failureOf(request);
    if (failure) errors.add({ family: failure.family, code: failure.code });
  };
}
