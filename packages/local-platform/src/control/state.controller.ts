import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { StateCopy, type CopiedRecord } from './state-copy.service.js';
import { StateReset } from './state-reset.service.js';

/** All data of the platform. */
@Controller('__sandbox')
export class StateController {
  constructor(
    private readonly copy: StateCopy,
    private readonly stateReset: StateReset,
  ) {}

  /** A page of everything; `?after=` with the last key gives the next, an empty one is the end. It holds tokens. */
  @Get('state')
  @Header('Cache-Control', 'no-store')
  async export(@Query('after') after?: unknown): Promise<{ records: readonly CopiedRecord[] }> {
    return { records: await this.copy.page(typeof after === 'string' && after !== '' ? after : undefined) };
  }

  /** `{records}` of an export, added to what is there. Reset first for an exact copy. */
  @Post('state')
  @HttpCode(200)
  async import(@Body() body: unknown): Promise<{ added: number }> {
    return { added: await this.copy.add(body) };
  }

  /** Restores the seed data. */
  @Post('reset')
  async reset(): Promise<{ removed: number }> {
    return { removed: await this.stateReset.run() };
  }
}
