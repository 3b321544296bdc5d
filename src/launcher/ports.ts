import { createServer, type AddressInfo } from 'node:net';
import { PortRefusedError, PortTakenError } from './launcher.errors.js';

/** A required port, and the variable that sets it. */
export interface WantedPort {
  /** 0 for any free one. */
  readonly port: number;
  readonly variable: string;
  readonly host: string;
}

/**
 * Checks that the port is free, and resolves to it.
 * @throws PortTakenError | PortRefusedError
 */
export async function claimPort({ port, variable, host }: WantedPort): Promise<number> {
  const server = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host }, () => resolve((server.address() as AddressInfo).port));
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new PortTakenError(port, variable);
    if (code === 'EACCES') throw new PortRefusedError(port, variable);
    throw error;
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
