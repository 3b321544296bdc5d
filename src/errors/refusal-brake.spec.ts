import { RefusalBrake } from './refusal-brake.js';

describe('RefusalBrake', () => {
  let sut: RefusalBrake;
  let sent: number;

  beforeEach(() => {
    jest.useFakeTimers();
    sut = new RefusalBrake();
    sent = 0;
  });

  afterEach(() => jest.useRealTimers());

  function refuse(times: number, status = 401): void {
    for (let time = 0; time < times; time += 1) sut.apply(status, () => (sent += 1));
  }

  it('sends refusals at once while they are few', () => {
    for (let window = 0; window < 20; window += 1) {
      refuse(99);
      jest.advanceTimersByTime(100);
    }
    expect(sent).toBe(20 * 99);
  });

  it.each([401, 429])('holds each for a moment while %s are many, and for two seconds more', (status) => {
    refuse(99, status);
    refuse(10, status);
    expect(sent).toBe(99);
    jest.advanceTimersByTime(50);
    expect(sent).toBe(109);
    jest.advanceTimersByTime(1_949);
    refuse(1, status);
    expect(sent).toBe(109);
    jest.advanceTimersByTime(50);
    refuse(1, status);
    expect(sent).toBe(111);
  });

  it('holds no other answer', () => {
    refuse(200);
    const before = sent;
    for (const status of [400, 404, 409, 412, 503]) refuse(1, status);
    expect(sent).toBe(before + 5);
  });

  it('holds only so many at once', () => {
    refuse(99 + 1_000);
    expect(sent).toBe(99);
    refuse(5);
    expect(sent).toBe(104);
    jest.advanceTimersByTime(50);
    expect(sent).toBe(1_104);
  });
});
