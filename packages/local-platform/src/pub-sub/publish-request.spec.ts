import { GrpcRefusal } from './grpc-status.js';
import { writeBytes } from './protobuf.js';
import { readPublishRequest } from './publish-request.js';

describe('readPublishRequest', () => {
  const DATA = writeBytes(1, Buffer.from('x'));

  it('takes no longer for many small fields', () => {
    const bytes = Buffer.concat(Array.from({ length: 100_000 }, () => writeBytes(2, Buffer.alloc(0))));
    const start = process.cpuUsage();
    expect(() => readPublishRequest(bytes)).toThrow(GrpcRefusal);
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
  });

  it.each([
    ['a length beyond the end', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    ['a number without an end', Buffer.alloc(20, 0xff)],
    ['an unknown wire type', Buffer.from([0x0b])],
    ['no messages', writeBytes(1, Buffer.from('projects/p/topics/t'))],
    ['a message of nothing', writeBytes(2, Buffer.alloc(0))],
  ])('refuses %s', (_what, bytes) => {
    expect(() => readPublishRequest(bytes)).toThrow(GrpcRefusal);
  });

  it('reads the data of the messages', () => {
    const bytes = Buffer.concat([writeBytes(1, Buffer.from('t')), writeBytes(2, DATA), writeBytes(2, DATA)]);
    const { topic, messages } = readPublishRequest(bytes);
    expect([topic, messages.map(String)]).toEqual(['t', ['x', 'x']]);
  });
});
