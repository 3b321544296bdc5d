import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { Clock } from 'monday-persistence/clock';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { SandboxSettings } from '../state/index.js';

/** A callback of the app: the result of an asynchronous action, or a fired trigger. */
export interface Callback {
  /** The action's uuid, or the subscription's id. */
  readonly id: string;
  readonly body: unknown;
  /** ISO 8601, UTC. */
  readonly at: string;
}

const KEPT = 500;

/** The callback addresses issued to the app, and the received callbacks. In memory only. */
@Injectable()
export class Callbacks {
  /** By its id, the token in the query of an issued address; empty if the address has none. */
  private readonly opened = new BoundedMap<string, string>({ capacity: KEPT });
  private readonly received: Callback[] = [];
  private subscriptions = 7_000_000;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly clock: Clock,
  ) {}

  /** The `callbackUrl` of an asynchronous action. */
  open(actionUuid: string): string {
    return this.issue(actionUuid);
  }

  /** The `back_to_url` of an asynchronous feature event, which has a token of its own in the query. */
  openWithToken(id: string): string {
    const token = randomUUID();
    return `${this.issue(id, token)}?token=${token}`;
  }

  nextSubscriptionId(): number {
    this.subscriptions += 1;
    return this.subscriptions;
  }

  /** The `webhookUrl` of a trigger. */
  eventUrl(subscriptionId: number): string {
    return this.issue(String(subscriptionId));
  }

  /** Whether the platform issued this address. */
  isOpen(id: string): boolean {
    return this.opened.has(id);
  }

  /** Whether this is the token in the query of the address. */
  isToken(id: string, token: string): boolean {
    const issued = this.opened.get(id) ?? '';
    return issued !== '' && equalInConstantTime(token, issued);
  }

  add(id: string, body: unknown): void {
    this.received.push({ id, body, at: new Date(this.clock.now()).toISOString() });
    if (this.received.length > KEPT) this.received.shift();
  }

  list(id?: string): readonly Callback[] {
    return id === undefined ? this.received : this.received.filter((callback) => callback.id === id);
  }

  private issue(id: string, token = ''): string {
    this.opened.set(id, token);
    return `${this.settings.url}/__sandbox/callbacks/${id}`;
  }
}
