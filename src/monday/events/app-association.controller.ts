import { Controller, Get } from '@nestjs/common';
import { Public } from '../../caller/index.js';
import { AppConfig } from '../../config/index.js';
import { Documented } from '../../docs/index.js';
import { APP_ASSOCIATION } from './events.docs.js';

/** Proves the ownership of the app's domain to monday (docs/monday-platform.md#requirements-of-the-marketplace). */
@Public()
@Controller('monday-app-association.json')
export class AppAssociationController {
  constructor(private readonly config: AppConfig) {}

  @Documented(APP_ASSOCIATION)
  @Get()
  association(): { apps: { clientID: string }[] } {
    return { apps: [{ clientID: this.config.monday.clientId }] };
  }
}
