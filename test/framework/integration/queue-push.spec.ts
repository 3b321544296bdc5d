import { runAs } from '../../../src/caller/index.js';
import { SecretService } from '../../../src/secrets/index.js';
import { QueueOperations, QueueService } from '../../../src/queue/index.js';
import { QueueDriver } from '../../../src/queue/queue.driver.js';
import { TestApp, type HttpReply } from '../../../src/testing/index.js';

const CALLER = { accountId: '1', userId: '2', kind: 'user' as const };

describe('messages pushed to /mndy-queue', () => {
  let app: TestApp;
  let secret: string;

  beforeAll(async () => {
    app = await TestApp.start();
    secret = app.get(SecretService).require('MNDY_TOPIC_MESSAGES_SECRET');
    await app.get(QueueOperations).pause();
  });
  afterAll(() => app.close());

  const push = (body: unknown, query = `?secret=${secret}`): Promise<HttpReply> =>
    app.http().post(`/mndy-queue${query}`, body);

  /** A sealed message, as the platform's queue would hand it back. */
  const sealed = async (type: string, payload: object): Promise<string> => {
    const id = await runAs(CALLER, () => app.get(QueueService).publish(type, payload));
    const waiting = await app.get(QueueDriver).peek(100);
    return waiting.find((message) => message.id === id)!.body;
  };

  it.each([
    ['no secret', ''],
    ['an empty secret', '?secret='],
    ['a wrong secret', '?secret=wrong'],
    ['the secret twice', () => `?secret=${secret}&secret=${secret}`],
    ['the secret as a list', () => `?secret[]=${secret}`],
    ['the secret with more', () => `?secret=${secret}x`],
  ])('refuses %s', async (_name, query) => {
    const reply = await push({}, typeof query === 'string' ? query : query());
    expect(reply.status).toBe(401);
    expect(reply.json()).toMatchObject({ error: 'BaseError', code: 'queue.secret_invalid' });
  });

  it('handles the message itself, and the message inside of content', async () => {
    const message = await sealed('send_mail', { id: 'unknown-mail' });
    expect((await push(JSON.parse(message))).status).toBe(200);
    expect((await push({ content: message })).json()).toEqual({ status: 'handled' });
    expect((await push({ content: JSON.parse(message) as object })).status).toBe(200);
  });

  it.each([
    ['nothing', {}, 400, 'queue.message_invalid'],
    ['a list', [1], 400, 'queue.message_invalid'],
    ['text in content', { content: 'hello' }, 400, 'queue.message_invalid'],
    ['a foreign message', { method: 'send_mail', to: 'a@example.com' }, 400, 'queue.message_invalid'],
  ])('refuses %s', async (_name, body, status, code) => {
    const reply = await push(body);
    expect(reply.status).toBe(status);
    expect(reply.json()).toMatchObject({ code });
  });

  it('tells foreign messages apart by numbers that a double does not hold', async () => {
    const dead = async (): Promise<number> => (await app.get(QueueOperations).dead()).length;
    const before = await dead();
    for (const number of ['9007199254740992', '9007199254740993', '9007199254740993']) {
      const body = `{"content":{"method":"send_mail","id":${number}}}`;
      const headers = { 'content-type': 'application/json' };
      const path = `/mndy-queue?secret=${secret}`;
      expect((await app.http().send({ method: 'POST', path, headers, body })).status).toBe(400);
    }
    expect(await dead()).toBe(before + 2);
  });

  it('keeps a message of an unknown type as a dead letter', async () => {
    const message = await sealed('nobody', {});
    const { id } = JSON.parse(message) as { id: string };
    expect((await push(JSON.parse(message))).json()).toMatchObject({ code: 'queue.type_unknown' });
    expect(await app.get(QueueOperations).dead()).toContainEqual(
      expect.objectContaining({ id, cause: 'queue.type_unknown' }),
    );
  });

  it('requests another push while it fails, and keeps a dead letter before the platform gives up', async () => {
    const message = JSON.parse(await sealed('auth.revocation_due', {})) as { id: string; payload: string };
    // A key that this process does not have may arrive with the next deployment: worth another try.
    const body = { ...message, payload: message.payload.replace(/^v1\.[^.]+/, 'v1.newer') };
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const reply = await push(body);
      expect(reply.status).toBe(503);
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await push(body)).json()).toEqual({ status: 'dead_lettered' });
    expect(await app.get(QueueOperations).dead()).toContainEqual(
      expect.objectContaining({ id: message.id, attempts: 9, cause: 'secrets.decryption_failed' }),
    );
  });
});
