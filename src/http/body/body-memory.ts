import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { AppConfig } from '../../config/index.js';
import { LargeBodiesBusyError } from './body.errors.js';
import { UnauthenticatedBodies } from './unauthenticated-bodies.js';

/** Owner of allocated memory. */
export interface MemoryOwner {
  readonly accountId: string;
  readonly userId: string;
}

/** A lease on memory. */
export interface MemoryLease {
  /** Reduces the lease to the given number of bytes. */
  shrinkTo(bytes: number): void;
  /** Releases the lease. Idempotent. */
  release(): void;
}

/** Holder of a lease, such as a response. The lease ends with its first `close`. */
export interface LeaseHolder {
  readonly destroyed: boolean;
  once(event: 'close', listener: () => void): unknown;
}

interface Waiter {
  readonly owner: MemoryOwner;
  readonly bytes: number;
  readonly grant: () => void;
}

const MEBIBYTE = 1024 * 1024;
/** Share of the memory for bodies of unauthenticated senders. */
const UNAUTHENTICATED_PART = 1 / 8;
/** Longer than the timeout of an idle upload, so that waiting requests get its memory. */
const MAX_WAIT_MS = 10_000;
/** Maximum number of waiting requests of one account. */
const MAX_WAITING = 32;

/**
 * The memory that bodies and large replies hold together (`MAX_BODY_MEMORY_MB`), shared fairly. An account may use as
 * much as is still free: a single account gets half, two accounts get a third each, and there is always memory for
 * another. In the same way, a single user gets half of the account's share, so that a slow client leaves memory for
 * other users of the account. Requests that do not fit wait; the account and then the user with the least memory comes
 * first.
 */
@Injectable()
export class BodyMemory {
  readonly unauthenticated: UnauthenticatedBodies;
  private free: number;
  /** Bytes by account, and by account and user. Entries with 0 bytes are removed. */
  private readonly held = new Map<string, number>();
  private waiters: Waiter[] = [];

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    const total = config.http.maxBodyMemoryMb * MEBIBYTE;
    this.unauthenticated = new UnauthenticatedBodies(total * UNAUTHENTICATED_PART);
    this.free = total * (1 - UNAUTHENTICATED_PART);
  }

  /** Number of requests that wait for memory. */
  get waiting(): number {
    return this.waiters.length;
  }

  /** Total number of allocated bytes. */
  get heldBytes(): number {
    let sum = 0;
    for (const [name, bytes] of this.held) if (isAccount(name)) sum += bytes;
    return sum;
  }

  /**
   * Allocates memory until `holder` closes, waiting if necessary.
   * @throws LargeBodiesBusyError after a timeout
   */
  take(holder: LeaseHolder, owner: MemoryOwner, bytes: number): Promise<MemoryLease> {
    return new Promise((resolve, reject) => {
      if (this.waiters.filter((waiter) => waiter.owner.accountId === owner.accountId).length >= MAX_WAITING) {
        reject(new LargeBodiesBusyError());
        return;
      }
      const end = (settle: () => void): void => {
        cancel();
        this.waiters = this.waiters.filter((other) => other !== waiter);
        settle();
      };
      const giveUp = (): void => end(() => reject(new LargeBodiesBusyError()));
      const cancel = this.clock.after(MAX_WAIT_MS, giveUp);
      const waiter = { owner, bytes, grant: () => end(() => resolve(this.lease(holder, owner, bytes))) };
      this.waiters.push(waiter);
      holder.once('close', giveUp);
      if (holder.destroyed) giveUp();
      this.serve();
    });
  }

  /** Allocates memory until `holder` closes, if enough is free and no request waits. */
  tryTake(holder: LeaseHolder, owner: MemoryOwner, bytes: number): MemoryLease | undefined {
    const isThere = this.waiters.length === 0 && this.isFairShare(owner, bytes) && bytes <= this.free;
    return isThere && !holder.destroyed ? this.lease(holder, owner, bytes) : undefined;
  }

  private lease(holder: LeaseHolder, owner: MemoryOwner, bytes: number): MemoryLease {
    let leased = 0;
    const resize = (target: number): void => {
      this.add(owner, target - leased);
      leased = target;
    };
    resize(bytes);
    const shrinkTo = (target: number): void => {
      if (target >= leased) return;
      resize(target);
      this.serve();
    };
    const release = (): void => shrinkTo(0);
    holder.once('close', release);
    return { shrinkTo, release };
  }

  /** Serves waiting requests. A request that does not fit is not overtaken, because it could wait forever. */
  private serve(): void {
    for (;;) {
      const next = this.inOrder().find(({ owner, bytes }) => this.isFairShare(owner, bytes));
      if (!next || next.bytes > this.free) return;
      next.grant();
    }
  }

  private inOrder(): Waiter[] {
    if (this.waiters.length < 2) return this.waiters;
    return [...this.waiters].sort(
      (a, b) =>
        this.heldBy(accountName(a.owner)) - this.heldBy(accountName(b.owner)) ||
        this.heldBy(userName(a.owner)) - this.heldBy(userName(b.owner)),
    );
  }

  private isFairShare(owner: MemoryOwner, bytes: number): boolean {
    const ofAccount = this.heldBy(accountName(owner));
    const ofUser = this.heldBy(userName(owner));
    const leavesOtherAccounts = ofAccount === 0 || ofAccount + bytes <= this.free;
    const leavesOtherUsers = ofUser === 0 || ofUser + bytes <= (this.free - ofAccount) / 2;
    return leavesOtherAccounts && leavesOtherUsers;
  }

  private heldBy(name: string): number {
    return this.held.get(name) ?? 0;
  }

  private add(owner: MemoryOwner, bytes: number): void {
    this.free -= bytes;
    for (const name of [accountName(owner), userName(owner)]) {
      const sum = this.heldBy(name) + bytes;
      if (sum === 0) this.held.delete(name);
      else this.held.set(name, sum);
    }
  }
}

/** Ids contain no line breaks, so the names are unique. */
const accountName = ({ accountId }: MemoryOwner): string => accountId;
const userName = ({ accountId, userId }: MemoryOwner): string => `${accountId}\n${userId}`;
const isAccount = (name: string): boolean => !name.includes('\n');
