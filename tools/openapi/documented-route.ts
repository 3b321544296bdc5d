import { type RouteDocs } from '#app/docs/index.js';

/** A route, as the makers of the document see it. */
export interface DocumentedRoute {
  /** In capitals. */
  readonly method: string;
  /** As OpenAPI writes it, such as `/storage/{key}`. */
  readonly path: string;
  readonly docs: RouteDocs | undefined;
  /** The errors that the feature of its controller declares. */
  readonly errorsOfFeature: () => readonly unknown[];
  /** Whether it takes no credential of ours. */
  readonly isPublic: boolean;
  /** What a decorator left on the handler, or else on its controller. */
  metadata<T>(key: string | symbol): T | undefined;
  /** Whether the handler, or its controller, is behind this guard of its own. */
  isGuardedBy(guard: object): boolean;
  /** Whether none of Nest's guards and pipes stands before it. */
  readonly isOutsideNest: boolean;
}

/** Errors that come out of a route, whatever its handler does, each with the values of an example. */
export type OpenApiErrorResponses = (route: DocumentedRoute) => readonly unknown[];

/** Whether the route changes something, as far as its method tells. */
export const isWrite = ({ method }: DocumentedRoute): boolean => method !== 'GET';
