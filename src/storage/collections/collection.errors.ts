import { BaseError, type FieldProblem } from '../../errors/index.js';

/** An id, a document, a query or an option breaks the rules of collections. Nothing was read or written. */
export class CollectionInputError extends BaseError {
  constructor(
    readonly problems: readonly FieldProblem[],
    isTooLarge = false,
  ) {
    super({
      code: isTooLarge ? 'collections.document_too_large' : 'collections.invalid_input',
      status: isTooLarge ? 413 : 400,
      message: 'The id, the document or the query breaks the rules of the collection.',
      details: problems,
    });
  }
}

/** The document is not at the expected version. Nothing was written. */
export class CollectionVersionConflictError extends BaseError {
  /** @param currentVersion `null` if there is no document */
  constructor(
    readonly id: string,
    readonly currentVersion: string | null,
  ) {
    super({
      code: 'collections.version_conflict',
      status: 409,
      message: 'The document was changed by another request.',
      details: { id, currentVersion },
    });
  }
}

/** The index was added to existing documents and does not contain all of them yet. */
export class CollectionIndexIncompleteError extends BaseError {
  constructor(collection: string, index: string) {
    super({
      code: 'collections.index_incomplete',
      status: 503,
      message: `The index "${index}" does not contain all documents yet. Run "monday-app collections reindex ${collection}".`,
      details: { collection, index },
    });
  }
}
