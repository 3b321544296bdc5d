import { BadRequestException, Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { FAULTS, GraphQLFaults, type GraphQLFault } from './graphql-faults.js';

const MAX_TIMES = 1_000;

/** Injects faults into the API. */
@Controller('__sandbox/graphql/faults')
export class GraphQLFaultsController {
  constructor(private readonly faults: GraphQLFaults) {}

  /** `{fault, times?}`: the next `times` calls (default 1) fail with this fault, a kind or a code of monday. */
  @Post()
  @HttpCode(204)
  plan(@Body() body: unknown): void {
    const { fault, times = 1 } = fieldsOf(body);
    if (!isFault(fault)) throw new BadRequestException(`fault must be one of ${FAULTS.join(', ')}`);
    if (!Number.isInteger(times) || Number(times) < 1 || Number(times) > MAX_TIMES) {
      throw new BadRequestException(`times must be a whole number from 1 to ${MAX_TIMES}`);
    }
    this.faults.plan(fault, Number(times));
  }

  @Delete()
  @HttpCode(204)
  clear(): void {
    this.faults.clear();
  }
}

function isFault(value: unknown): value is GraphQLFault {
  return (FAULTS as readonly unknown[]).includes(value);
}
