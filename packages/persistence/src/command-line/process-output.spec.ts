import { PassThrough, Writable } from 'node:stream';
import { ProcessOutput } from './process-output.js';

const failing = (code: string): Writable =>
  new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
  });
const textOf = (stream: PassThrough): string => String((stream.read() as Buffer | null) ?? '');

it('prints lines, and ends with the code of the command', async () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const sut = new ProcessOutput(stdout, stderr);
  sut.print('a');
  sut.printError('b');
  expect(await sut.end(2)).toBe(2);
  expect([textOf(stdout), textOf(stderr)]).toEqual(['a\n', 'b\n']);
});

it('is writable again once a slow reader has caught up', async () => {
  const stdout = new PassThrough({ highWaterMark: 10 });
  const sut = new ProcessOutput(stdout, new PassThrough());
  sut.print('a line over ten bytes');
  sut.print('another line over ten bytes');
  let isWritable = false;
  const writable = sut.whenWritable().then(() => (isWritable = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isWritable).toBe(false);
  stdout.resume();
  await writable;
});

it('exits silently with the status of SIGPIPE when the reader is gone', async () => {
  const stderr = new PassThrough();
  const sut = new ProcessOutput(failing('EPIPE'), stderr);
  sut.print('a');
  await new Promise((resolve) => setImmediate(resolve));
  const error: unknown = await sut.whenWritable().catch((reason: unknown) => reason);
  expect(sut.isFailure(error)).toBe(true);
  expect(sut.isFailure(new Error('of a command'))).toBe(false);
  expect(await sut.end(0)).toBe(141);
  expect(textOf(stderr)).toBe('');
});

it.each([
  [0, 1],
  [2, 2],
])('says why a result is lost, and ends not with %d but %d', async (code, expected) => {
  const stderr = new PassThrough();
  const sut = new ProcessOutput(failing('ENOSPC'), stderr);
  sut.print('a');
  expect(await sut.end(code)).toBe(expected);
  expect(textOf(stderr)).toBe('The result could not be written (ENOSPC).\n');
});

it('continues without standard error', async () => {
  const stdout = new PassThrough();
  const sut = new ProcessOutput(stdout, failing('EPIPE'));
  sut.printError('lost');
  sut.print('a');
  expect(await sut.end(0)).toBe(0);
  expect(textOf(stdout)).toBe('a\n');
});
