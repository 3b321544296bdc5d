import { NotFoundException } from '@nestjs/common';
import { anyJson, type RouteDocs } from '#app/docs/index.js';

const DOCUMENT = anyJson({ openapi: '3.1.0' });

/** Of an app that does not serve its document (`DOCS=off`). */
const unlessServed = (): readonly unknown[] => [new NotFoundException()];

/** The routes that serve this document. */
export const DOCS_ROUTES: readonly (readonly [path: string, docs: RouteDocs])[] = [
  [
    '/docs',
    {
      id: 'readDocs',
      tag: 'operations',
      summary: 'Reads this document, as a page in a browser, otherwise as JSON',
      replies: {
        200: { description: 'The document, in the format of `Accept`.', body: DOCUMENT, isAlsoPage: true },
      },
      failures: unlessServed,
      needsNoStore: true,
    },
  ],
  [
    '/docs/openapi.json',
    {
      id: 'readOpenApi',
      tag: 'operations',
      summary: 'Reads this document as JSON',
      replies: { 200: { description: 'The document.', body: DOCUMENT } },
      failures: unlessServed,
      needsNoStore: true,
    },
  ],
];
