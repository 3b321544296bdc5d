import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Logger } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { TestPlatform } from '../../../src/testing/index.js';

interface Sent {
  readonly payload?: { readonly webhookUrl?: string };
  readonly data?: { readonly back_to_url?: string };
}

const FIRED = { trigger: { outputFields: { itemId: 1 } } };

describe('a callback of the app', () => {
  let server: Server;
  let platform: TestPlatform;
  let sent: Sent;
  let secret: string;
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();

  beforeAll(async () => {
    server = createServer((incoming, response) => {
      void json(incoming).then((body) => {
        sent = body as Sent;
        response.end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    platform = await TestPlatform.start({
      appUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    const env = (await platform.http.get('/__sandbox/env')).json<{ MONDAY_SIGNING_SECRET: string }>();
    secret = env.MONDAY_SIGNING_SECRET;
  });
  beforeEach(() => warned.mockClear());
  afterAll(async () => {
    await platform.close();
    server.closeAllConnections();
    await once(server.close(), 'close');
    warned.mockRestore();
  });

  const post = async (url: string, body: unknown, authorization?: string): Promise<number> =>
    (await platform.http.post(url, body, { headers: authorization ? { authorization } : {} })).status;
  const received = async (url: string): Promise<unknown[]> => {
    const id = new URL(url).pathname.split('/').pop() ?? '';
    const list = (await platform.http.get('/__sandbox/callbacks', { query: { id } })).json<object[]>();
    return list.map((callback) => (callback as { body: unknown }).body);
  };

  describe('that fires a trigger', () => {
    let url: string;
    beforeAll(async () => {
      await platform.http.post('/__sandbox/triggers/changed/subscribe', {});
      url = sent.payload?.webhookUrl ?? '';
    });

    it('is taken with a JWT of the app, silently', async () => {
      const token = new JwtService().sign({ appId: 1 }, { secret });
      expect(await post(url, FIRED, token)).toBe(200);
      expect(warned).not.toHaveBeenCalled();
      expect(await received(url)).toEqual([FIRED]);
    });

    it("is taken with the signing secret, as monday's samples send it, with a warning that does not hold it", async () => {
      expect(await post(url, { trigger: {} }, secret)).toBe(200);
      expect(await received(url)).toContainEqual({ trigger: {} });
      expect(warned).toHaveBeenCalledTimes(1);
      expect(JSON.stringify(warned.mock.calls)).toContain('signing secret');
      expect(JSON.stringify(warned.mock.calls)).not.toContain(secret);
    });

    it.each([
      ['no token', undefined],
      ['another secret', 'x'.repeat(32)],
      ['the secret after Bearer', 'Bearer'],
      ['a JWT of another secret', 'jwt'],
    ])('is refused with %s', async (_name, kind) => {
      const forged = new JwtService().sign({ appId: 1 }, { secret: 'y'.repeat(32) });
      const authorization = kind === 'Bearer' ? `Bearer ${secret}` : kind === 'jwt' ? forged : kind;
      const before = await received(url);
      expect(await post(url, FIRED, authorization)).toBe(401);
      expect(await post(`${url}?token=`, FIRED, authorization)).toBe(401);
      expect(await received(url)).toEqual(before);
    });
  });

  describe('that reports a feature event', () => {
    let url: string;
    beforeAll(async () => {
      await platform.http.post('/__sandbox/feature-lifecycle/AppFeatureObject:create', {
        async: true,
        form: 'nested',
      });
      url = sent.data?.back_to_url ?? '';
    });

    it('is taken with the token in the query alone, with a warning that does not hold it', async () => {
      expect(await post(url, { success: true })).toBe(200);
      expect(await received(url)).toEqual([{ success: true }]);
      expect(warned).toHaveBeenCalledTimes(1);
      expect(JSON.stringify(warned.mock.calls)).not.toContain(new URL(url).searchParams.get('token'));
    });

    it.each(['', '?token=', '?token=guess', '?token[]=a', '?token=a&token=b'])(
      'is refused with the query %j',
      async (query) => {
        expect(await post(url.replace(/\?.*/, query), { success: true })).toBe(401);
      },
    );

    it('is refused with the token of another address', async () => {
      const other = url.replace(/callbacks\/[^?]+/, 'callbacks/7000001');
      expect(await post(other, { success: true })).toBe(401);
    });
  });
});
