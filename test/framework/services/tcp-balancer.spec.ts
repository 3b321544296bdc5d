import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { HttpClient, sendRaw } from '../../../src/testing/index.js';
import { TcpBalancer } from './tcp-balancer.js';

describe('TcpBalancer', () => {
  let balancer: TcpBalancer;
  let servers: Server[];

  beforeEach(async () => {
    balancer = await TcpBalancer.start();
    servers = await Promise.all(['one', 'two'].map(namedServer));
    for (const server of servers) {
      balancer.targets.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }
  });
  afterEach(async () => {
    await balancer.close();
    for (const server of servers) server.close();
  });

  const answers = async (): Promise<string[]> => {
    const client = new HttpClient(() => balancer.url);
    const texts: string[] = [];
    for (let n = 0; n < 4; n += 1) texts.push((await client.get('/')).text);
    return texts;
  };

  it('sends each request of a client to the next instance', async () => {
    expect(await answers()).toEqual(['one', 'two', 'one', 'two']);
  });

  it('skips an instance that has stopped', async () => {
    servers[0]?.close();
    expect(await answers()).toEqual(['two', 'two', 'two', 'two']);
  });

  it('forwards data that is not HTTP, for the app to refuse', async () => {
    expect((await sendRaw(balancer.url, 'garbage\r\n\r\n')).status).toBe(400);
  });
});

/** Answers its name, once on each connection, as `test/framework/programs/instance.cjs` does. */
async function namedServer(name: string): Promise<Server> {
  const server = createServer((_request, response) => response.end(name));
  server.maxRequestsPerSocket = 1;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
