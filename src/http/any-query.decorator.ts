import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const TAKES_ANY_QUERY = Symbol('TAKES_ANY_QUERY');

/**
 * For a route or controller whose guard reads the query, such as an OAuth callback. By default, query parameters that
 * the handler does not declare are refused.
 */
export const AnyQuery = (): CustomDecorator<symbol> => SetMetadata(TAKES_ANY_QUERY, true);
