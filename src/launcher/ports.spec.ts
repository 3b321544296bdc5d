import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { NoFreePortError, PortSharedError, PortTakenError } from './launcher.errors.js';
import { claimPorts, FREE_PORTS, type WantedPort } from './ports.js';

jest.mock('node:crypto', () => ({ ...jest.requireActual<object>('node:crypto'), randomInt: jest.fn() }));
const { randomInt } = jest.requireMock<{ randomInt: jest.Mock<number, [number, number]> }>('node:crypto');
const original = jest.requireActual<typeof import('node:crypto')>('node:crypto').randomInt;

const HOST = '127.0.0.1';
const any = (variable: string): WantedPort => ({ port: 0, variable, host: HOST });

describe('claimPorts', () => {
  const servers: Server[] = [];
  beforeEach(() => randomInt.mockReset().mockImplementation(original));
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  const listenOn = async (port: number): Promise<number> => {
    const server = createServer().listen(port, HOST);
    servers.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };

  it('chooses ports that no system assigns by itself', async () => {
    const variables = Array.from({ length: 50 }, (_, number) => `PORT_${number}`);
    const ports = Object.values(await claimPorts(variables.map(any)));
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(FREE_PORTS.first);
    expect(Math.max(...ports)).toBeLessThanOrEqual(FREE_PORTS.last);
    expect(FREE_PORTS.last).toBeLessThan(32_768);
  });

  it('chooses neither a port twice, nor one that is given, nor one that is in use', async () => {
    const { A: used, B: given, C: first, D: second } = await claimPorts(['A', 'B', 'C', 'D'].map(any));
    await listenOn(used!);
    for (const port of [given!, first!, first!, used!, second!]) randomInt.mockImplementationOnce(() => port);
    const wanted = [any('FIRST'), any('SECOND'), { port: given!, variable: 'GIVEN', host: HOST }];
    expect(await claimPorts(wanted)).toEqual({ FIRST: first, SECOND: second, GIVEN: given });
  });

  it('names a port that is in use, and its variable', async () => {
    const port = await listenOn(0);
    const claimed = claimPorts([any('OTHER'), { port, variable: 'TAKEN', host: HOST }]);
    await expect(claimed).rejects.toThrow(new PortTakenError(port, 'TAKEN'));
  });

  it('names commands of the system', () => {
    expect(new PortTakenError(8080, 'PORT', 'linux').message).toMatch(
      /lsof -i :8080.+: PORT=8180 npm run dev$/,
    );
    expect(new PortTakenError(8080, 'PORT', 'win32').message).toMatch(
      /netstat .+ :8080.+: PORT=8180 in \.env$/,
    );
  });

  it('names the option of a port that none of the variables sets', () => {
    expect(new PortTakenError(9229, '--inspect-port').message).toMatch(
      /^Port 9229 is in use\. .+: npm run dev -- --inspect-port 9329$/,
    );
  });

  it('names the variables that share a port', async () => {
    const { FREE: port } = await claimPorts([any('FREE')]);
    const claimed = claimPorts(['ONE', 'TWO'].map((variable) => ({ port: port!, variable, host: HOST })));
    await expect(claimed).rejects.toThrow(new PortSharedError(port!, 'ONE', 'TWO'));
  });

  it('gives up if it finds none', async () => {
    const port = await listenOn(0);
    randomInt.mockImplementation(() => port);
    const claimed = claimPorts([any('PORT')]);
    await expect(claimed).rejects.toThrow(new NoFreePortError(FREE_PORTS, 'PORT'));
  });
});
