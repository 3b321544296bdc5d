import { once } from 'node:events';
import { type Server } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';

const IPV4 = '127.0.0.1';
const IPV6 = '::1';
/** Longer than clients keep an idle connection: one that closes first resets the request that a client sends at that moment. */
export const KEEP_ALIVE_MS = 75_000;

/**
 * Listens on 127.0.0.1, and on the same port of ::1, because `localhost` can be either. A machine without IPv6, or
 * another process on that port of ::1, is no error.
 * @param port 0 takes a free one
 * @returns the port
 * @throws the error of the server, such as EADDRINUSE
 */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port, IPV4);
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  await shareWithIpv6(server, taken);
  return taken;
}

async function shareWithIpv6(server: Server, port: number): Promise<void> {
  const sockets = new Set<Socket>();
  const ipv6 = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    server.emit('connection', socket);
  });
  server.once('close', () => {
    ipv6.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => {
    ipv6.once('error', () => resolve()).listen(port, IPV6, resolve);
  });
}
