import { SetMetadata } from '@nestjs/common';

/** Metadata key of {@link Documented}. */
export const ROUTE_NOTES = 'docs:route';

/** Who calls a route that needs no token of ours, and how they prove it. */
export type Prover = 'monday' | 'mondayQuery' | 'queue' | 'metrics';

export interface RouteNotes {
  /** What the route does, in a few words. */
  readonly summary: string;
  /** Each reply by its status: an example of the body, or `undefined` where it has none. */
  readonly replies: Readonly<Record<number, unknown>>;
  /** An example of the request's body, where no DTO describes it. */
  readonly body?: unknown;
  readonly provenBy?: Prover;
}

/**
 * Describes a route in the OpenAPI document. Bodies are examples, from which their schemas are made: a field whose name
 * ends in `?` may be absent, and a value wrapped in {@link AnyJson} may be anything.
 *
 * Only metadata: nothing of OpenAPI is loaded before someone asks for the document.
 */
export function Documented(
  summary: string,
  replies: RouteNotes['replies'],
  more: Pick<RouteNotes, 'body' | 'provenBy'> = {},
): MethodDecorator {
  const notes: RouteNotes = { summary, replies, ...more };
  return SetMetadata(ROUTE_NOTES, notes);
}
