/** How a request failed. */
export interface RequestFailure {
  /** The family, or `InternalServerError`. */
  readonly family: string;
  readonly code: string;
}

const failures = new WeakMap<object, RequestFailure>();

/** Remembers how a request failed, for who looks at it once it is over. */
export function keepFailure(request: object, failure: RequestFailure): void {
  failures.set(request, failure);
}

/** How the request failed, if it was answered with an error. */
export function failureOf(request: object): RequestFailure | undefined {
  return failures.get(request);
}
