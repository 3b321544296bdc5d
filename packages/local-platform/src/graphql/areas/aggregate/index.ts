import { properties, query, type Area } from '../../resolvers/index.js';
import { aggregate } from './aggregate.js';

/** Calculations over the items of a board. */
export const aggregateArea: Area = {
  name: 'aggregate',
  resolvers: {
    Query: { aggregate: query('boards:read', aggregate) },
    AggregateQueryResult: properties('results'),
    AggregateResultSet: properties('entries'),
    AggregateResultEntry: properties('alias', 'value'),
    AggregateBasicAggregationResult: properties('result'),
    AggregateGroupByResult: properties('value'),
  },
};
