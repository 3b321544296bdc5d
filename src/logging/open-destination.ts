import { type DestinationStream } from 'pino';
import { type PrettyOptions } from 'pino-pretty';
import { standardOutput } from 'monday-persistence/output';
import { type LogConfig } from '../config/index.js';

/** Format of human-readable lines. */
export const PRETTY: PrettyOptions = {
  translateTime: 'SYS:HH:MM:ss.l',
  ignore: 'context,requestId',
  messageFormat: '{if context}[{context}] {end}{msg}',
};

/**
 * Opens stdout, which drops lines instead of blocking or failing. `pretty` needs pino-pretty, which a production
 * install does not have; without it the lines are JSON.
 */
export async function openDestination(format: LogConfig['format']): Promise<DestinationStream> {
  const output = standardOutput;
  if (format !== 'pretty') return output;
  try {
    const { prettyFactory } = await import('pino-pretty');
    const prettify = prettyFactory({ ...PRETTY, colorize: process.stdout.isTTY });
    return { write: (line) => output.write(prettify(line)) };
  } catch {
    return output;
  }
}
