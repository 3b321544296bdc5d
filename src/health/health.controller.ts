import { Controller, Get } from '@nestjs/common';
import { Public } from '../caller/index.js';

@Public()
@Controller('health')
export class HealthController {
  /** The process answers; says nothing about what it depends on. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }
}
