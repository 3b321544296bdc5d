import { destination, type DestinationStream } from 'pino';
import { type PrettyOptions } from 'pino-pretty';
import { type LogConfig } from '../config/index.js';

const STDOUT = 1;

/** How a line looks to a human. */
export const PRETTY: PrettyOptions = {
  translateTime: 'SYS:HH:MM:ss.l',
  ignore: 'context,requestId',
  messageFormat: '{if context}[{context}] {end}{msg}',
};

/**
 * Standard output, written from this thread: a line never waits for the one before it, and what is still waiting at
 * the end of the process is written then. `pretty` needs pino-pretty, which a production install does not have;
 * without it the lines are JSON.
 */
export async function openDestination(format: LogConfig['format']): Promise<DestinationStream> {
  const stdout = destination({ fd: STDOUT, sync: false });
  if (format !== 'pretty') return stdout;
  try {
    const { build } = await import('pino-pretty');
    return build({ ...PRETTY, destination: stdout, colorize: process.stdout.isTTY });
  } catch {
    return stdout;
  }
}
