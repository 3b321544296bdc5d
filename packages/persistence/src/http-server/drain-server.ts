import { type Server } from 'node:http';

const IDLE_CHECK_MS = 50;

/**
 * Stops accepting connections. Resolves when all open requests were answered, or were cut off after so many milliseconds; at
 * once if the server does not listen.
 */
export async function drainServer(server: Server, limitMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection becomes idle only after its last reply, so they are checked repeatedly.
  const idleCheck = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const cut = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearInterval(idleCheck);
  clearTimeout(cut);
}
