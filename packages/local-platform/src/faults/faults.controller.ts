import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { type Fault } from './fault.js';
import { faultPlan } from './fault-plan-input.js';
import { PlannedFaults } from './faults.service.js';

/** Injects faults. */
@Controller('__sandbox/faults')
export class FaultsController {
  constructor(private readonly faults: PlannedFaults) {}

  @Get()
  list(): readonly Fault[] {
    return this.faults.list();
  }

  /** A `FaultPlan`: answers with it and its id. */
  @Post()
  add(@Body() body: unknown): Fault {
    return this.faults.add(faultPlan(body));
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string): void {
    if (!this.faults.remove(id)) throw new NotFoundException('This fault does not exist.');
  }

  @Delete()
  @HttpCode(204)
  clear(): void {
    this.faults.clear();
  }
}
