import { type DestinationStream } from 'pino';

/** Where finished log lines go: standard output, unless a test puts something else in its place. */
export abstract class LogDestination implements DestinationStream {
  abstract write(line: string): void;
}
