import { SetMetadata } from '@nestjs/common';
import { type RouteDocs } from './route-docs.js';

/** Metadata key of {@link Documented}. */
export const ROUTE_DOCS = 'docs:route';

/**
 * Describes a route in the OpenAPI document.
 *
 * Only metadata: nothing of OpenAPI is loaded, and no error made, before someone asks for the document.
 */
export const Documented = (docs: RouteDocs): MethodDecorator => SetMetadata(ROUTE_DOCS, docs);
