import { SetMetadata } from '@nestjs/common';

export const HEALTH_CHECK = Symbol('HEALTH_CHECK');

/** Counts of a check, shown in `/health`. */
export type HealthCounts = Readonly<Record<string, number>>;

/** Resolves, optionally to counts, if the dependency answers; rejects if it is down. */
export type HealthCheckMethod = () => Promise<HealthCounts | void>;

/**
 * Marks a provider's method as a health check: `/health` names it, and answers 503 while it rejects or takes longer than
 * two seconds. Anyone may call `/health`, so a check must be cheap.
 * @param name of the dependency, unique in the app
 */
export const HealthCheck =
  (name: string) =>
  <M extends HealthCheckMethod>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(HEALTH_CHECK, name)(target, key, method);
  };
