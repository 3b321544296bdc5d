import { type DocumentNode, type GraphQLSchema } from 'graphql';
import { type DeprecationWarning } from './deprecation-warnings.js';
import { type OperationPlans } from './execution/index.js';

/** A longer query is parsed each time: few apps send one twice, and its tree is large. */
const MAX_LENGTH = 8_000;
/** Of all kept queries of a schema together; their trees are some fifty times as large. */
const MAX_CHARACTERS = 300_000;

/** A query that is valid for a schema. */
export interface ValidQuery {
  readonly document: DocumentNode;
  readonly plans: OperationPlans;
  readonly warnings: readonly DeprecationWarning[];
}

/** Queries that were parsed and found valid, by schema. Apps send the same few texts again and again. */
export class KnownDocuments {
  private readonly bySchema = new WeakMap<GraphQLSchema, RecentQueries>();

  /** @param read parses and validates the text; what it throws is not kept */
  of(schema: GraphQLSchema, query: string, read: () => ValidQuery): ValidQuery {
    if (query.length > MAX_LENGTH) return read();
    let recent = this.bySchema.get(schema);
    if (!recent) this.bySchema.set(schema, (recent = new RecentQueries()));
    const valid = recent.get(query) ?? read();
    recent.set(query, valid);
    return valid;
  }
}

/** The queries that were sent last, as far as their texts together are not too long. */
class RecentQueries {
  /** The one that was sent longest ago comes first. */
  private readonly queries = new Map<string, ValidQuery>();
  private characters = 0;

  get(text: string): ValidQuery | undefined {
    return this.queries.get(text);
  }

  set(text: string, query: ValidQuery): void {
    if (this.queries.delete(text)) this.characters -= text.length;
    this.queries.set(text, query);
    this.characters += text.length;
    for (const oldest of this.queries.keys()) {
      if (this.characters <= MAX_CHARACTERS) return;
      this.queries.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}
