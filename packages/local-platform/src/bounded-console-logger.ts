import { ConsoleLogger, type LogLevel } from '@nestjs/common';

const MAX_WAITING_BYTES = 1024 * 1024;

/** Nest's logger, without output while nothing reads it, because it would be buffered in memory. */
export class BoundedConsoleLogger extends ConsoleLogger {
  override isLevelEnabled(level: LogLevel): boolean {
    const waiting = process.stdout.writableLength + process.stderr.writableLength;
    return waiting < MAX_WAITING_BYTES && super.isLevelEnabled(level);
  }
}
