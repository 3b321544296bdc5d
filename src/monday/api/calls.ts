import { type CallOptions } from './monday-calls.js';

/** Runs documents on behalf of the caller: what the helpers of `MondayApi` need of it. */
export interface Calls {
  query<T>(query: string, variables?: Record<string, unknown>, options?: CallOptions): Promise<T>;
  mutate<T>(mutation: string, variables?: Record<string, unknown>, options?: CallOptions): Promise<T>;
}
