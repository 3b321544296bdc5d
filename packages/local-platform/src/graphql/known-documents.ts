import { type DocumentNode, type GraphQLSchema } from 'graphql';
import { type DeprecationWarning } from './deprecation-warnings.js';
import { BoundedMap } from 'monday-persistence/bounded';

const MAX_DOCUMENTS = 300;
/** A longer query is parsed each time: few apps send one twice, and its tree is large. */
const MAX_LENGTH = 8_000;

/** A query that is valid for a schema. */
export interface ValidQuery {
  readonly document: DocumentNode;
  readonly warnings: readonly DeprecationWarning[];
}

/** Queries that were parsed and found valid, by schema. Apps send the same few texts again and again. */
export class KnownDocuments {
  private readonly bySchema = new WeakMap<GraphQLSchema, BoundedMap<string, ValidQuery>>();

  /** @param read parses and validates the text; what it throws is not kept */
  of(schema: GraphQLSchema, query: string, read: () => ValidQuery): ValidQuery {
    if (query.length > MAX_LENGTH) return read();
    const documents = this.documentsOf(schema);
    const known = documents.get(query);
    if (known) return known;
    const valid = read();
    documents.set(query, valid);
    return valid;
  }

  private documentsOf(schema: GraphQLSchema): BoundedMap<string, ValidQuery> {
    const known = this.bySchema.get(schema);
    if (known) return known;
    const documents = new BoundedMap<string, ValidQuery>({ capacity: MAX_DOCUMENTS });
    this.bySchema.set(schema, documents);
    return documents;
  }
}
