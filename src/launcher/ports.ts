import { createServer, type AddressInfo } from 'node:net';
import { PortTakenError } from './launcher.errors.js';

/** A required port, and the variable that sets it. */
export interface WantedPort {
  /** 0 for any free one. */
  readonly port: number;
  readonly variable: string;
  readonly host: string;
}

/**
 * Checks that the port is free, and resolves to it.
 * @throws PortTakenError
 */
export async function claimPort({ port, variable, host }: WantedPort): Promise<number> {
  const server = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host }, () => resolve((server.address() as AddressInfo).port));
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortTakenError(port, variable);
    throw error;
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
