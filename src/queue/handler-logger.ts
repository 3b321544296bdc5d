import { Logger } from '@nestjs/common';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Logger for one attempt. Each line contains the message, its type and the number of the attempt. The log adds account
 * and user.
 */
export class HandlerLogger {
  private static readonly logger = new Logger('QueueHandler');

  constructor(private readonly facts: Fields) {}

  debug(text: string, fields: Fields = {}): void {
    HandlerLogger.logger.debug({ ...fields, ...this.facts }, text);
  }

  log(text: string, fields: Fields = {}): void {
    HandlerLogger.logger.log({ ...fields, ...this.facts }, text);
  }

  warn(text: string, fields: Fields = {}): void {
    HandlerLogger.logger.warn({ ...fields, ...this.facts }, text);
  }

  error(text: string, fields: Fields = {}): void {
    HandlerLogger.logger.error({ ...fields, ...this.facts }, text);
  }
}
