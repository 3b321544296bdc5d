/** How a request failed. */
export interface RequestFailure {
  /** The family, or `InternalServerError`. */
  readonly family: string;
  readonly code: string;
}

const failures = new WeakMap<object, RequestFailure>();

/** Stores the failure of a request for observers, which run at its end. */
export function keepFailure(request: object, failure: RequestFailure): void {
  failures.set(request, failure);
}

/** The failure, if the request was answered with an error. */
export function failureOf(request: object): RequestFailure | undefined {
  return failures.get(request);
}
