import { setImmediate as nextTurn } from 'node:timers/promises';
import { GroupingRedis } from '../../../src/queue/drivers/grouping-redis.js';
import { describeService } from './describe-service.js';

const SERVER_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const { hostname, port } = new URL(SERVER_URL);

describeService('a real Redis', { host: hostname, port: Number(port || 6379) }, () => {
  describe('GroupingRedis', () => {
    let sut: GroupingRedis;

    beforeAll(async () => {
      sut = new GroupingRedis(() => SERVER_URL, {});
      await sut.ping();
    });
    afterAll(() => sut.quit());

    it('returns its own reply to each of many concurrent calls', async () => {
      const texts = Array.from({ length: 200 }, (_, n) => `é${n}`);
      expect(await Promise.all(texts.map((text) => sut.echo(text)))).toEqual(texts);
    });

    it('sends the commands of one turn of the event loop in one write', async () => {
      const socket = sut.stream;
      const replies = ['a', 'b', 'c'].map((text) => sut.echo(text));
      expect(socket.writableCorked).toBe(1);
      await nextTurn();
      expect(socket.writableCorked).toBe(0);
      expect(await Promise.all(replies)).toEqual(['a', 'b', 'c']);
    });
  });
});
