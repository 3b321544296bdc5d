import { Injectable } from '@nestjs/common';
import { type DestinationStream } from 'pino';
import { AppConfig } from '../config/index.js';

const KEPT = 300;
/** A longer line is cut, such as one with a stack of errors. */
const MAX_CHARACTERS = 8_000;

/** The last lines of the log, redacted as they are in the log itself, for the local console. Only in the profile `local`. */
@Injectable()
export class RecentLines {
  private readonly lines: string[] = [];

  constructor(private readonly config: AppConfig) {}

  /** Also keeps what is written to the destination. */
  before(destination: DestinationStream): DestinationStream {
    if (this.config.profile !== 'local') return destination;
    return {
      write: (line) => {
        this.lines.push(line.slice(0, MAX_CHARACTERS));
        if (this.lines.length > KEPT) this.lines.shift();
        destination.write(line);
      },
    };
  }

  /** JSON texts, newest first. */
  list(): readonly string[] {
    return this.lines.slice().reverse();
  }
}
