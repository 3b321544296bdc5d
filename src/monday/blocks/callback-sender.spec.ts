import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type AppConfig } from '../../config/index.js';
import { QueuePermanentError } from '../../queue/index.js';
import { type SecretService } from '../../secrets/index.js';
import { OutgoingCalls } from '../../telemetry/index.js';
import { CallbackSender } from './callback-sender.js';
import { CallbackFailedError, CallbackRefusedError } from './callback.errors.js';
import { type MondayAddresses } from './monday-addresses.js';

describe('CallbackSender', () => {
  let server: Server;
  let status = 200;

  beforeAll(async () => {
    server = createServer((_request, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const send = (answer: number): Promise<unknown> => {
    status = answer;
    const sut = new CallbackSender(
      { check: (address: string) => new URL(address) } as MondayAddresses,
      { require: () => 'secret' } as unknown as SecretService,
      { monday: { timeoutMs: 5_000, clientId: 'c' } } as AppConfig,
      OutgoingCalls.unmeasured(),
    );
    const { port } = server.address() as AddressInfo;
    return sut.send(`http://127.0.0.1:${port}/`, {}).catch((error: unknown) => error);
  };

  it.each([200, 202, 204])('is content with %d', async (answer) => {
    await expect(send(answer)).resolves.toBeUndefined();
  });

  it.each([400, 401, 403, 404, 409, 410, 422])('gives up after %d', async (answer) => {
    const error = await send(answer);
    expect(error).toBeInstanceOf(QueuePermanentError);
    expect(error).toMatchObject({ code: 'blocks.failed', isGone: [404, 410].includes(answer) });
    expect(error).toBeInstanceOf(CallbackRefusedError);
  });

  it.each([408, 425, 429, 500, 503])('leaves %d to be tried again', async (answer) => {
    const error = await send(answer);
    expect(error).toBeInstanceOf(CallbackFailedError);
    expect(error).toMatchObject({ code: 'blocks.unavailable', upstreamStatus: answer });
  });
});
