import { type Operation, type Persistence } from 'monday-persistence';

/**
 * Writes that one module prepares and another module adds to its own batch, so that both are written atomically without
 * a dependency between the modules.
 */
export interface TransactionalWrites {
  /** @throws BaseError if these writes are not supported in that store */
  operationsFor(store: Persistence): readonly Operation[];

  /** Must be called when the batch is durable. If the process crashes before, only time is lost. */
  onCommitted(): void;
}
