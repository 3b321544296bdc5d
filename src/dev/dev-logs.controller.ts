import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { Public } from '../caller/index.js';
import { RecentLines } from '../logging/index.js';
import { DevTokenGuard } from './dev-token.guard.js';

/** The last lines of the log, for the local console. */
@Public()
@UseGuards(DevTokenGuard)
@Controller('__dev/logs')
export class DevLogsController {
  constructor(private readonly recent: RecentLines) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  list(): { readonly lines: readonly string[] } {
    return { lines: this.recent.list() };
  }
}
