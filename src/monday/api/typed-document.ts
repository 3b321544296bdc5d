/**
 * A document that knows its types: of the command `codegen`, or of another generator that follows
 * `DocumentTypeDecoration` of `@graphql-typed-document-node/core`.
 */
export type TypedDocument<Result, Variables> = object & {
  toString(): string;
  __apiType?: (variables: Variables) => Result;
};

/** The variables and options of a call: variables may be left out if the document needs none. */
export type DocumentArguments<Variables, Options> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options];

/** The text of a document. */
export const documentText = (document: string | { toString(): string }): string => document.toString();
