import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, connect, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { listenOnLoopback } from './listen-on-loopback.js';

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);
const withIpv6 = hasIpv6 ? it : it.skip;

const textFrom = async (host: string, port: number): Promise<string> =>
  (await fetch(`http://${host}:${port}/`)).text();

it('answers on 127.0.0.1', async () => {
  const server = createServer((_request, response) => response.end('here'));
  const port = await listenOnLoopback(server, 0);
  await expect(textFrom('127.0.0.1', port)).resolves.toBe('here');
  server.close().closeAllConnections();
});

it('announces that idle connections are kept for over a minute', async () => {
  const server = createServer((_request, response) => response.end('here'));
  const port = await listenOnLoopback(server, 0);
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.headers.get('keep-alive')).toBe('timeout=75');
  await response.text();
  server.close().closeAllConnections();
});

withIpv6('answers on ::1 as well, and stops with the server, whose connections it ends', async () => {
  const server = createServer((_request, response) => response.end('here'));
  const port = await listenOnLoopback(server, 0);
  await expect(textFrom('[::1]', port)).resolves.toBe('here');
  const idle = connect(port, '::1').resume();
  await once(idle, 'connect');
  server.close().closeAllConnections();
  await once(idle, 'close');
  await expect(textFrom('[::1]', port)).rejects.toThrow();
});

withIpv6('goes without ::1 if another process has the port there', async () => {
  const other = createTcpServer().listen(0, '::1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const server = createServer((_request, response) => response.end('here'));
  await expect(listenOnLoopback(server, port)).resolves.toBe(port);
  await expect(textFrom('127.0.0.1', port)).resolves.toBe('here');
  server.close().closeAllConnections();
  other.close();
});

it('fails if the port is taken', async () => {
  const other = createTcpServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await expect(listenOnLoopback(createServer(), port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
});
