import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { AppConfig } from '../../config/index.js';
import { LargeBodiesBusyError } from './body.errors.js';
import { UnauthenticatedBodies } from './unauthenticated-bodies.js';

/** On whose account memory is held. */
export interface MemoryOwner {
  readonly accountId: string;
  readonly userId: string;
}

/** Memory that is held until it is given back. */
export interface MemoryLease {
  /** Gives back all but so many bytes. */
  shrinkTo(bytes: number): void;
  /** Gives everything back; a second call does nothing. */
  release(): void;
}

/** What a lease belongs to, such as a response: it ends with the first `close`. */
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
/** Part of the memory that is kept for bodies whose sender is not proven yet. */
const UNAUTHENTICATED_PART = 1 / 8;
/** Longer than an idle upload is kept, so that whoever waits for its memory gets it. */
const MAX_WAIT_MS = 10_000;
/** Requests of one account that may wait. */
const MAX_WAITING = 32;

/**
 * The memory that bodies and large replies hold together (`MAX_BODY_MEMORY_MB`), shared fairly: an account may hold as
 * much as is still free. So one account alone gets half, two get a third each, and there is always room for another.
 * In the same way a user alone gets half of what the account may hold: one who takes no reply, or sends slowly, leaves
 * room for colleagues. What does not fit waits: first comes who holds least, as an account and then as a user within it.
 */
@Injectable()
export class BodyMemory {
  readonly unauthenticated: UnauthenticatedBodies;
  private free: number;
  /** Bytes by account, and by account and user. Whoever holds nothing is not in it. */
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

  /** How many requests wait for memory. */
  get waiting(): number {
    return this.waiters.length;
  }

  /** Bytes that are held now, in all. */
  get heldBytes(): number {
    let sum = 0;
    for (const [name, bytes] of this.held) if (isAccount(name)) sum += bytes;
    return sum;
  }

  /**
   * Takes memory until `holder` closes, at once or as soon as there is some.
   * @throws LargeBodiesBusyError if there is none for too long
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

  /** Takes memory until `holder` closes, if it is there now and nobody waits for it. */
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

  /** Grants what can be granted. What is next in line but does not fit is not overtaken: it would wait for ever. */
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

/** Ids have no line breaks, so that no two names are the same. */
const accountName = ({ accountId }: MemoryOwner): string => accountId;
const userName = ({ accountId, userId }: MemoryOwner): string => `${accountId}\n${userId}`;
const isAccount = (name: string): boolean => !name.includes('\n');
