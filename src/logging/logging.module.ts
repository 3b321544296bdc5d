import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/index.js';
import { AppLogger } from './app-logger.js';
import { ConfiguredSecrets } from './configured-secrets.js';
import { LogDestination } from './log-destination.js';
import { LogGauges } from './log-gauges.js';
import { openDestination } from './open-destination.js';
import { RecentLines } from './recent-lines.js';

/** Structured logs on standard output, in the format of the profile. */
@Global()
@Module({
  providers: [
    AppLogger,
    ConfiguredSecrets,
    LogGauges,
    RecentLines,
    {
      provide: LogDestination,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => openDestination(config.log.format),
    },
  ],
  exports: [AppLogger, RecentLines],
})
export class LoggingModule {}
