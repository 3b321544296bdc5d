import { Injectable } from '@nestjs/common';
import { standardOutput } from 'monday-persistence/output';
import { Latest } from '../requests/index.js';

export const LOG_METHODS = ['debug', 'info', 'warn', 'error'] as const;
export type LogMethod = (typeof LOG_METHODS)[number];

/** One line that the app logged through the sidecar. */
export interface LoggedLine {
  readonly at: Date;
  readonly method: LogMethod;
  readonly message: string;
  readonly error: unknown;
  readonly payload: unknown;
}

/** The last lines, newest first; each is also written to stdout as it comes. */
@Injectable()
export class AppLog extends Latest<LoggedLine> {
  override add(line: LoggedLine): void {
    super.add(line);
    const { at, method, message, error, payload } = line;
    const record = { time: at.toISOString(), level: method, message, error, payload };
    standardOutput.write(`${JSON.stringify(record)}\n`);
  }
}
