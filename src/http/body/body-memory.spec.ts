import { EventEmitter } from 'node:events';
import { FakeClock } from 'monday-persistence/testing';
import { type AppConfig } from '../../config/index.js';
import { BodyMemory, type MemoryLease, type MemoryOwner } from './body-memory.js';

const MEBIBYTE = 1024 * 1024;
const BUSY = { code: 'http.large_bodies_busy', status: 503, retryAfterSeconds: 1 };

/** 64 MiB, 8 of which are kept for the unproven. */
const AVAILABLE = 56;

class Holder extends EventEmitter {
  destroyed = false;

  close(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

const ada: MemoryOwner = { accountId: '1', userId: 'ada' };
const alan: MemoryOwner = { accountId: '1', userId: 'alan' };
const bob: MemoryOwner = { accountId: '2', userId: 'bob' };
const cleo: MemoryOwner = { accountId: '3', userId: 'cleo' };

describe('BodyMemory', () => {
  let clock: FakeClock;
  let sut: BodyMemory;

  beforeEach(() => {
    clock = new FakeClock();
    sut = new BodyMemory({ http: { maxBodyMemoryMb: 64 } } as AppConfig, clock);
  });

  const tryTake = (owner: MemoryOwner, mebibytes: number): MemoryLease | undefined =>
    sut.tryTake(new Holder(), owner, mebibytes * MEBIBYTE);
  const heldMebibytes = (): number => sut.heldBytes / MEBIBYTE;

  interface Request {
    readonly holder: Holder;
    readonly lease: Promise<MemoryLease>;
    state: 'waits' | 'granted' | 'refused';
  }

  function take(owner: MemoryOwner, mebibytes: number): Request {
    const holder = new Holder();
    const lease = sut.take(holder, owner, mebibytes * MEBIBYTE);
    const request: Request = { holder, lease, state: 'waits' };
    lease.then(
      () => (request.state = 'granted'),
      () => (request.state = 'refused'),
    );
    return request;
  }

  /** Lets what is settled be noticed. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('gives an account as much as it leaves free', () => {
    expect(tryTake(ada, 20)).toBeDefined();
    expect(tryTake(alan, 19)).toBeUndefined();
    expect(tryTake(alan, 8)).toBeDefined();
    expect(tryTake(alan, 1)).toBeUndefined();
    expect(heldMebibytes()).toBe(AVAILABLE / 2);
  });

  it('gives a user half of what the account may hold, so that there is room for colleagues', () => {
    while (tryTake(ada, 1));
    expect(heldMebibytes()).toBe(AVAILABLE / 4);
    expect(tryTake(alan, 12)).toBeDefined();
  });

  it('lets a colleague of one who holds a large body or reply have one too', () => {
    expect(tryTake(ada, 12)).toBeDefined();
    expect(tryTake(ada, 12)).toBeUndefined();
    expect(tryTake(alan, 12)).toBeDefined();
  });

  it('leaves room for others, however many hold all they may', () => {
    for (const owner of [ada, bob, cleo]) while (tryTake(owner, 1));
    expect(tryTake({ accountId: '4', userId: 'dan' }, 6)).toBeDefined();
  });

  it('gives the first lease of an account as long as it fits', () => {
    tryTake(ada, 28);
    expect(tryTake(bob, 28)).toBeDefined();
    expect(tryTake(cleo, 1)).toBeUndefined();
  });

  it('counts the users of an account together', () => {
    tryTake(ada, 28);
    expect(tryTake(alan, 1)).toBeUndefined();
  });

  it('takes back what a closed response held, once', () => {
    const holder = new Holder();
    const lease = sut.tryTake(holder, ada, 20 * MEBIBYTE);
    holder.close();
    lease?.release();
    expect(heldMebibytes()).toBe(0);
    for (let round = 0; round < 100; round += 1) tryTake(ada, 28)?.release();
    expect(heldMebibytes()).toBe(0);
  });

  it('takes back a part', () => {
    const lease = tryTake(ada, 20);
    lease?.shrinkTo(5 * MEBIBYTE);
    expect(heldMebibytes()).toBe(5);
    lease?.shrinkTo(50 * MEBIBYTE);
    expect(heldMebibytes()).toBe(5);
  });

  it('grants at once what is there', async () => {
    await expect(take(ada, 28).lease).resolves.toBeDefined();
  });

  it('lets wait what does not fit, until something is given back', async () => {
    const first = tryTake(ada, 20);
    const second = take(ada, 20);
    await settle();
    expect(second.state).toBe('waits');
    first?.release();
    await settle();
    expect(second.state).toBe('granted');
  });

  it('refuses after ten seconds', async () => {
    tryTake(ada, 28);
    const second = take(ada, 1);
    clock.advance(9_999);
    await settle();
    expect(second.state).toBe('waits');
    clock.advance(1);
    await expect(second.lease).rejects.toMatchObject(BUSY);
  });

  it('grants nothing to one who went away, nor keeps it waiting', async () => {
    const first = tryTake(ada, 28);
    const second = take(ada, 20);
    second.holder.close();
    await settle();
    expect(second.state).toBe('refused');
    first?.release();
    expect(heldMebibytes()).toBe(0);
  });

  it('rejects a client that has disconnected', async () => {
    const holder = new Holder();
    holder.close();
    expect(sut.tryTake(holder, ada, 1)).toBeUndefined();
    await expect(sut.take(holder, ada, 1)).rejects.toMatchObject(BUSY);
    expect(heldMebibytes()).toBe(0);
  });

  it('serves the account first that holds least, then the user', async () => {
    expect(tryTake(ada, 4)).toBeDefined();
    const leases = [tryTake(ada, 14), tryTake(bob, 19)];
    const order: string[] = [];
    const wait = (name: string, owner: MemoryOwner): void => {
      const request = take(owner, 20);
      request.lease.then(
        (granted) => {
          order.push(name);
          granted.release();
        },
        () => order.push(`${name} refused`),
      );
    };
    wait('ada', ada);
    wait('alan', alan);
    wait('cleo', cleo);
    await settle();
    expect(order).toEqual([]);
    for (const lease of leases) lease?.release();
    await settle();
    expect(order).toEqual(['cleo', 'alan', 'ada']);
  });

  it('admits bodies in order', async () => {
    const first = tryTake(ada, 28);
    tryTake(bob, 20);
    const large = take(cleo, 20);
    const small = take({ accountId: '4', userId: 'dan' }, 1);
    await settle();
    expect([large.state, small.state]).toEqual(['waits', 'waits']);
    expect(tryTake({ accountId: '5', userId: 'eve' }, 1)).toBeUndefined();
    first?.release();
    await settle();
    expect([large.state, small.state]).toEqual(['granted', 'granted']);
  });

  it('does not let an account that has its share stand in the way of others', async () => {
    tryTake(ada, 28);
    const adas = take(ada, 20);
    const bobs = take(bob, 20);
    await settle();
    expect([adas.state, bobs.state]).toEqual(['waits', 'granted']);
  });

  it('refuses at once what would be one too many of an account', async () => {
    tryTake(ada, 28);
    const waiting = Array.from({ length: 32 }, () => take(ada, 20));
    await expect(take(ada, 1).lease).rejects.toMatchObject(BUSY);
    await expect(take(bob, 1).lease).resolves.toBeDefined();
    for (const { holder } of waiting) holder.close();
    await settle();
  });
});
