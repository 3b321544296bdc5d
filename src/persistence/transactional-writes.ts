import { type Operation, type Persistence } from 'monday-persistence';

/**
 * Writes that one module prepares so that another makes them part of its own batch: all of it is written, or nothing.
 * Neither module needs to know the other.
 */
export interface TransactionalWrites {
  /** @throws BaseError if these writes mean nothing in that store */
  operationsFor(store: Persistence): readonly Operation[];

  /** To be called once the batch is durable. A process that dies before it must lose nothing but time. */
  onCommitted(): void;
}
