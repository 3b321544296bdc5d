import { SetMetadata } from '@nestjs/common';
import { type RouteDocs } from './route-docs.js';

/** Metadata key of {@link Documented}. */
export const ROUTE_DOCS = 'docs:route';

/**
 * Describes a route in the OpenAPI document.
 *
 * Only metadata: `tools/openapi` reads it at build time. At run time nothing of OpenAPI is loaded and no error made.
 */
export const Documented = (docs: RouteDocs): MethodDecorator => SetMetadata(ROUTE_DOCS, docs);
