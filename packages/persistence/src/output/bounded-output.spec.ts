import { BoundedOutput } from './bounded-output.js';
import { type OutputChannel } from './output-channel.js';

type Done = Parameters<OutputChannel['write']>[1];

/** A channel whose writes end when the test says so. */
class ManualChannel implements OutputChannel {
  readonly written: string[] = [];
  readonly writtenAtExit: string[] = [];
  private waiting: { text: string; done: Done } | undefined;
  private arrived: (() => void) | undefined;

  write(chunk: Buffer, done: Done): void {
    this.waiting = { text: chunk.toString(), done };
    this.arrived?.();
  }

  writeNow(chunk: Buffer): void {
    this.writtenAtExit.push(chunk.toString());
  }

  /** Waits for the next chunk, and takes it, or fails after `cutAfter` bytes of it. */
  async next(error?: NodeJS.ErrnoException, cutAfter = 0): Promise<void> {
    if (!this.waiting) await new Promise<void>((resolve) => (this.arrived = resolve));
    const { text, done } = this.waiting as { text: string; done: Done };
    this.waiting = undefined;
    this.written.push(error ? text.slice(0, cutAfter) : text);
    done(error ?? null, error ? cutAfter : text.length);
  }
}

const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

function newOutput(maxWaiting?: number) {
  const channel = new ManualChannel();
  const reported: string[] = [];
  const sut = new BoundedOutput(() => channel, {
    onFirstDrop: (reason) => reported.push(reason),
    ...(maxWaiting !== undefined && { maxWaiting }),
  });
  return { sut, channel, reported };
}

it('writes the lines of one turn together, and those that came meanwhile after them', async () => {
  const { sut, channel } = newOutput();
  sut.write('a\n');
  sut.write('b\n');
  const first = channel.next();
  await first;
  sut.write('c\n');
  await channel.next();
  expect(channel.written).toEqual(['a\nb\n', 'c\n']);
});

it('drops and counts output over the limit while nobody reads, and reports it once', async () => {
  const { sut, channel, reported } = newOutput(10);
  for (let n = 0; n < 1_000; n += 1) sut.write(`line${n % 10}\n`);
  expect(sut.dropped).toBe(999);
  await channel.next();
  for (let n = 0; n < 3; n += 1) sut.write('again\n');
  await channel.next();
  expect(channel.written).toEqual(['line0\n', 'again\n']);
  expect(sut.dropped).toBe(1_001);
  expect(reported).toEqual(['EAGAIN']);
});

it.each(['ENOSPC', 'EIO', 'EPIPE'])(
  'goes on after %s, and writes again once that is possible',
  async (code) => {
    const { sut, channel, reported } = newOutput();
    for (const line of ['a\n', 'b\n']) {
      sut.write(line);
      await channel.next(failure(code));
    }
    sut.write('c\n');
    await channel.next();
    expect(channel.written).toEqual(['', '', 'c\n']);
    expect(sut.dropped).toBe(2);
    expect(reported).toEqual([code]);
  },
);

it('ends a line that was cut off before it begins another', async () => {
  const { sut, channel } = newOutput();
  sut.write('first\n');
  await channel.next(failure('ENOSPC'), 3);
  sut.write('second\n');
  await channel.next();
  expect(channel.written).toEqual(['fir', '\nsecond\n']);
});

it('splits what waits into chunks, and writes a long line alone', async () => {
  const { sut, channel } = newOutput();
  const long = `${'x'.repeat(100_000)}\n`;
  for (const line of ['a\n', long, 'b\n']) sut.write(line);
  for (let n = 0; n < 3; n += 1) await channel.next();
  expect(channel.written).toEqual(['a\n', long, 'b\n']);
});

it('drains when everything is written, and no longer than the limit if nobody reads', async () => {
  const { sut, channel } = newOutput();
  await sut.drain(1_000_000);
  sut.write('a\n');
  const drained = sut.drain(1_000_000);
  await channel.next();
  await drained;
  sut.write('b\n');
  await sut.drain(1);
  expect(channel.written).toEqual(['a\n']);
});

it('writes what waits when the process exits', () => {
  const { sut, channel } = newOutput();
  sut.writeNow();
  sut.write('a\n');
  sut.write('b\n');
  sut.writeNow();
  sut.writeNow();
  expect(channel.writtenAtExit).toEqual(['a\nb\n']);
});
