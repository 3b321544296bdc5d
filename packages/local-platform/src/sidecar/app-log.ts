import { Injectable } from '@nestjs/common';
import { standardOutput } from 'monday-persistence/output';

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

const KEPT = 200;

/** The last lines, newest first; each is also written to stdout as it comes. */
@Injectable()
export class AppLog {
  private readonly lines: LoggedLine[] = [];

  add(line: LoggedLine): void {
    this.lines.unshift(line);
    if (this.lines.length > KEPT) this.lines.pop();
    const { at, method, message, error, payload } = line;
    const record = { time: at.toISOString(), level: method, message, error, payload };
    standardOutput.write(`${JSON.stringify(record)}\n`);
  }

  list(): readonly LoggedLine[] {
    return this.lines;
  }
}
