import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const TAKES_ANY_QUERY = Symbol('TAKES_ANY_QUERY');

/**
 * For a route or controller whose guard reads the query itself, such as an OAuth callback: without it, a query
 * parameter that the handler does not ask for is refused.
 */
export const AnyQuery = (): CustomDecorator<symbol> => SetMetadata(TAKES_ANY_QUERY, true);
