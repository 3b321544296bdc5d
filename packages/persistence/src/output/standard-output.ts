import { BoundedOutput } from './bounded-output.js';
import { openChannel, type OutputChannel } from './output-channel.js';

/** Maximum time that a shutdown waits for the reader of stdout. */
const DRAIN_LIMIT_MS = 500;

/** Standard output for lines that may be dropped, such as a log. There is one for the process. */
export const standardOutput: BoundedOutput = new BoundedOutput(openStandardOutput, {
  onFirstDrop: reportDrop,
});

/**
 * Keeps a process alive if its standard output or error is closed, full or broken: without a listener, a failed write
 * to one of Node's own streams ends the process.
 */
export function tolerateBrokenStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Exits the process when its output is written, or after half a second if nothing reads it. */
export async function exitProcess(code: number): Promise<never> {
  await standardOutput.drain(DRAIN_LIMIT_MS);
  process.exit(code);
}

function openStandardOutput(): OutputChannel {
  tolerateBrokenStreams();
  process.once('exit', () => standardOutput.writeNow());
  return openChannel(1, process.stdout);
}

function reportDrop(reason: string): void {
  const cause =
    reason === 'EAGAIN' ? 'standard output is not read, or too slowly' : `standard output answers ${reason}`;
  process.stderr.write(`Log lines are dropped: ${cause}. This is reported once.\n`);
}
