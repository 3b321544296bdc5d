import { Injectable } from '@nestjs/common';
import { ERROR_FAULT_CODES, type ErrorFaultCode } from './error-faults.js';

/** Kinds of failures that occur in monday's API, besides its error codes. */
const KINDS = [
  'unauthorized',
  'rate_limit',
  'complexity',
  'unavailable',
  'internal_error',
  'partial_data',
  'hang',
  'disconnect',
  'html',
] as const;
export type GraphQLFaultKind = (typeof KINDS)[number];
export type GraphQLFault = GraphQLFaultKind | ErrorFaultCode;
export const FAULTS: readonly GraphQLFault[] = [...KINDS, ...ERROR_FAULT_CODES];

/** The pending faults for the next calls of the API. */
@Injectable()
export class GraphQLFaults {
  private readonly planned: GraphQLFault[] = [];

  plan(fault: GraphQLFault, times: number): void {
    for (let count = 0; count < times; count += 1) this.planned.push(fault);
  }

  take(): GraphQLFault | undefined {
    return this.planned.shift();
  }

  clear(): void {
    this.planned.length = 0;
  }
}
