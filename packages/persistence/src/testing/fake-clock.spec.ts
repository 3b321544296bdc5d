import { FakeClock, SkippingClock } from './fake-clock.js';

describe('FakeClock', () => {
  it('runs due timers in order, except cancelled ones', () => {
    const sut = new FakeClock(0);
    const ran: string[] = [];
    sut.after(20, () => ran.push(`late at ${sut.now()}`));
    sut.after(10, () => ran.push(`early at ${sut.now()}`));
    sut.after(15, () => ran.push('cancelled'))();
    sut.advance(30);
    expect(ran).toEqual(['early at 10', 'late at 20']);
    expect([sut.now(), sut.monotonic()]).toEqual([30, 30]);
  });

  it('lets those sleep who want to, until it has moved on or they are woken', async () => {
    const sut = new FakeClock(0);
    const abort = new AbortController();
    const asleep = sut.sleep(10);
    const woken = sut.sleep(10, abort.signal);
    abort.abort(new Error('gone'));
    await expect(woken).rejects.toThrow('gone');
    await expect(sut.sleep(10, abort.signal)).rejects.toThrow('gone');
    sut.advance(10);
    await asleep;
  });

  it('advances automatically if no one waits', async () => {
    const sut = new SkippingClock(0);
    await sut.sleep(5);
    await sut.sleep(7);
    expect(sut.now()).toBe(12);
  });
});
