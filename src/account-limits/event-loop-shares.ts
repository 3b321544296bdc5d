import { Injectable } from '@nestjs/common';
import { EventLoopTime } from './event-loop-time.js';

/** A running request. */
export interface WorkItem {
  readonly accountId: string;
  /** The value of the time per request at its start. */
  readonly begunAt: number;
}

interface Share {
  /** Number of running and delayed requests. */
  open: number;
  lastSeen: number;
  /** Remaining milliseconds of work; negative if the account exceeded its share. */
  credit: number;
  creditAt: number;
  /** Milliseconds of work that one of its requests takes. */
  usualWork: number;
}

/** The share of the event loop that one account may use while others need it. */
const PART = 0.5;
/** Milliseconds of work that an account may use in one burst. */
const BURST_MS = 20;
const WINDOW_MS = 100;
/** The event loop counts as busy above this share of its time. */
const BUSY_PART = 0.8;
/** How long the event loop then counts as busy. */
const BUSY_MS = 2_000;
/** How long an account counts as active after a request. */
const ACTIVE_MS = 1_000;
const MAX_DELAY_MS = 2_000;
const NEWEST_WEIGHT = 0.25;

/**
 * Shares the event loop between accounts: while it is busy and several accounts are active, requests of an account that
 * used more than half of it wait. An account that sends its requests sequentially never waits.
 *
 * Node does not report which request the loop is working on. The work is therefore divided between all open requests,
 * and each account is charged for its own.
 */
@Injectable()
export class EventLoopShares {
  private readonly shares = new Map<string, Share>();
  private open = 0;
  /** The integral of work divided by open requests, in milliseconds. */
  private workPerRequest = 0;
  private workedBefore = 0;
  private windowBegan = 0;
  private workedAtWindow = 0;
  private busyUntil = 0;

  constructor(private readonly time: EventLoopTime) {}

  /** Milliseconds for which a request of this account must wait before {@link begin}, which must follow. */
  reserve(accountId: string): number {
    const now = this.time.now();
    this.look(now);
    const share = this.shareOf(accountId, now);
    share.lastSeen = now;
    share.open += 1;
    if (now >= this.busyUntil || this.shares.size < 2) {
      share.credit = BURST_MS;
      share.creditAt = now;
      return 0;
    }
    share.credit = Math.min(BURST_MS, share.credit + (now - share.creditAt) * PART) - share.usualWork;
    share.creditAt = now;
    if (share.open === 1 || share.credit >= 0) return 0;
    share.credit = Math.max(share.credit, -MAX_DELAY_MS * PART);
    return -share.credit / PART;
  }

  begin(accountId: string): WorkItem {
    this.divide();
    this.open += 1;
    return { accountId, begunAt: this.workPerRequest };
  }

  end({ accountId, begunAt }: WorkItem): void {
    this.divide();
    this.open -= 1;
    const share = this.shares.get(accountId);
    if (share === undefined) return;
    const work = this.workPerRequest - begunAt;
    share.open -= 1;
    share.credit += share.usualWork - work;
    share.usualWork += (work - share.usualWork) * NEWEST_WEIGHT;
  }

  private divide(): void {
    const worked = this.time.worked();
    if (this.open > 0) this.workPerRequest += (worked - this.workedBefore) / this.open;
    this.workedBefore = worked;
  }

  /** Periodically measures whether the loop is busy, and removes inactive accounts. */
  private look(now: number): void {
    const elapsed = now - this.windowBegan;
    if (elapsed < WINDOW_MS) return;
    const worked = this.time.worked();
    if (worked - this.workedAtWindow > elapsed * BUSY_PART) this.busyUntil = now + BUSY_MS;
    this.windowBegan = now;
    this.workedAtWindow = worked;
    for (const [accountId, share] of this.shares) {
      if (share.open === 0 && now - share.lastSeen > ACTIVE_MS) this.shares.delete(accountId);
    }
  }

  private shareOf(accountId: string, now: number): Share {
    let share = this.shares.get(accountId);
    if (share === undefined) {
      share = { open: 0, lastSeen: now, credit: BURST_MS, creditAt: now, usualWork: 0 };
      this.shares.set(accountId, share);
    }
    return share;
  }
}
