import { type Schema, type Shape } from './shape.js';

/** Who calls a route that takes no credential of ours, and how they prove it. */
export type Authenticator =
  'block' | 'webhook' | 'lifecycle' | 'featureLifecycle' | 'authorizationUrl' | 'queue' | 'metrics';

/** A header of a reply. */
export interface HeaderDocs {
  readonly description: string;
  readonly example: string;
  /** Whether it is there in every such reply. */
  readonly isCertain?: boolean;
}

export interface ReplyDocs {
  readonly description: string;
  /** Absent if the reply has no body. */
  readonly body?: Shape;
  /** Type of a body that is text, in place of JSON. */
  readonly textType?: string;
  /** Whether it is a page for those who ask for one. */
  readonly isAlsoPage?: boolean;
  readonly headers?: Readonly<Record<string, HeaderDocs>>;
}

export interface ParameterDocs {
  /** Only for a parameter that no decorator of the handler declares. */
  readonly in?: 'query' | 'header';
  readonly description: string;
  readonly example?: unknown;
  /** In place of what the rules of its DTO say: a query holds texts, but clients think of numbers. */
  readonly schema?: Schema;
}

/** What the OpenAPI document says of a route, beside what its decorators and DTOs say already. */
export interface RouteDocs {
  /** Name of the operation, unique in the app; generated clients call it so. */
  readonly id: string;
  /** The chapter it belongs to; default: the first part of its path. */
  readonly tag?: string;
  /** What the route does, in a few words. */
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: Readonly<Record<string, ParameterDocs>>;
  /** The request's body, if no DTO describes it. */
  readonly body?: Shape;
  /** Each reply that is no failure, by its status. */
  readonly replies: Readonly<Record<number, ReplyDocs>>;
  /** What the route throws beside what its guards and its body do, each with the values of an example. */
  readonly failures?: () => readonly unknown[];
  /** Whether handlers that the app adds run inside of it, so that their own errors come out too. */
  readonly runsHandlers?: boolean;
  /** Whether it acts at monday with the caller's own connection, in at least one profile. */
  readonly usesConnection?: boolean;
  /** Whether a browser gets its failures as a page. */
  readonly hasErrorPage?: boolean;
  /** Whether it works without any store. */
  readonly needsNoStore?: boolean;
  readonly authenticatedBy?: Authenticator;
}
