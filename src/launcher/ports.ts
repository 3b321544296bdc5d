import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { NoFreePortError, PortRefusedError, PortSharedError, PortTakenError } from './launcher.errors.js';

/**
 * Where a free port is looked for. It ends below the ports that systems assign to outgoing connections and to listeners on
 * port 0 (Linux from 32768, macOS and Windows from 49152): one of those could be assigned before the process that it is
 * chosen for listens.
 */
export const FREE_PORTS = { first: 10_240, last: 32_767 } as const;
const MAX_ATTEMPTS = 100;

/** A required port, and the variable, or the option, that sets it. */
export interface WantedPort {
  /** 0 for any free one. */
  readonly port: number;
  readonly variable: string;
  readonly host: string;
}

/**
 * Checks that the ports are free, and chooses a different one for each 0.
 * @returns the ports by the variables that set them
 * @throws PortTakenError | PortRefusedError | PortSharedError | NoFreePortError
 */
export async function claimPorts(wanted: readonly WantedPort[]): Promise<Record<string, number>> {
  const claimed = new Map<string, number>();
  const isAny = ({ port }: WantedPort): boolean => port === 0;
  for (const each of wanted.filter((each) => !isAny(each))) {
    const other = [...claimed.keys()].find((variable) => claimed.get(variable) === each.port);
    if (other !== undefined) throw new PortSharedError(each.port, other, each.variable);
    claimed.set(each.variable, await claimPort(each));
  }
  for (const each of wanted.filter(isAny)) {
    claimed.set(each.variable, await choosePort(each, new Set(claimed.values())));
  }
  return Object.fromEntries(claimed);
}

async function claimPort({ port, variable, host }: WantedPort): Promise<number> {
  const refusal = await refusalOf(port, host);
  if (refusal === 'EADDRINUSE') throw new PortTakenError(port, variable);
  if (refusal === 'EACCES') throw new PortRefusedError(port, variable);
  return port;
}

async function choosePort({ variable, host }: WantedPort, claimed: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const port = randomInt(FREE_PORTS.first, FREE_PORTS.last + 1);
    if (!claimed.has(port) && (await refusalOf(port, host)) === undefined) return port;
  }
  throw new NoFreePortError(FREE_PORTS, variable);
}

/** Why nothing can listen on the port; undefined if something can. */
async function refusalOf(port: number, host: string): Promise<'EADDRINUSE' | 'EACCES' | undefined> {
  const server = createServer().listen({ port, host });
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return code;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return undefined;
}
