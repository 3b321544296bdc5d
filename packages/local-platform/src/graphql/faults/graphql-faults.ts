import { Injectable } from '@nestjs/common';

/** Ways to misbehave on command; each stands for what monday does on a bad day. */
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

/** What the next calls of the API are answered with instead of an answer. */
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
