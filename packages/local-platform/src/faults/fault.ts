/** Kinds of faults. The last two apply to requests to the app, the others to replies. */
export const FAULT_KINDS = [
  'latency',
  'unauthorized',
  'conflict',
  'rate-limited',
  'server-error',
  'reset',
  'hang',
  'expired-token',
  'duplicate-delivery',
  'reordered-delivery',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export const DELIVERY_KINDS: readonly FaultKind[] = ['duplicate-delivery', 'reordered-delivery'];

/** A fault: its kind and the affected calls. */
export interface FaultPlan {
  readonly kind: FaultKind;
  /**
   * `METHOD /path`, either part alone, `*` for any text. Default: everything.
   * The sidecar's paths are as its clients see them; deliveries are named by the app's path.
   */
  readonly route?: string;
  /** Only calls for this account. */
  readonly accountId?: string;
  /** Share of the affected calls, above 0 and at most 1. Default 1. */
  readonly share?: number;
  /** Number of affected calls after which the fault ends. Default: until it is removed. */
  readonly count?: number;
  /** `latency`: how long to wait. */
  readonly latencyMs?: number;
  /** `rate-limited`, `server-error`: the header to send; none if it is missing. */
  readonly retryAfterSeconds?: number;
  /** `server-error`: 500 to 599, default 503. Its body is HTML. */
  readonly status?: number;
}

/** A plan that holds now. */
export interface Fault extends FaultPlan {
  readonly id: string;
  /** Calls that it struck. */
  readonly struck: number;
}

/** A call that a fault may affect. */
export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  /** Called only if a fault is limited to an account. */
  readonly accountId: () => Promise<string | undefined>;
}
