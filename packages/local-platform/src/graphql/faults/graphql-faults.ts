import { Injectable } from '@nestjs/common';

/** Kinds of failures that occur in monday's API. */
export const FAULTS = [
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
export type GraphQLFault = (typeof FAULTS)[number];

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
