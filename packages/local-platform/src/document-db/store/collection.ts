import { type Index } from './index-definition.js';

/** A collection and its indexes, as they are in memory. */
export interface Collection {
  readonly id: number;
  readonly name: string;
  readonly indexes: Index[];
}
