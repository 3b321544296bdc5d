import { Injectable } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { Clock } from 'monday-persistence/clock';
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
  private readonly opened = new BoundedSet<string>({ capacity: KEPT });
  private readonly received: Callback[] = [];
  private subscriptions = 7_000_000;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly clock: Clock,
  ) {}

  /** The `callbackUrl` of an asynchronous action. */
  open(actionUuid: string): string {
    this.opened.add(actionUuid);
    return `${this.settings.url}/__sandbox/callbacks/${actionUuid}`;
  }

  nextSubscriptionId(): number {
    this.subscriptions += 1;
    return this.subscriptions;
  }

  /** The `webhookUrl` of a trigger. */
  eventUrl(subscriptionId: number): string {
    this.opened.add(String(subscriptionId));
    return `${this.settings.url}/__sandbox/callbacks/${subscriptionId}`;
  }

  /** Whether the platform issued this address. */
  isOpen(id: string): boolean {
    return this.opened.has(id);
  }

  add(id: string, body: unknown): void {
    this.received.push({ id, body, at: new Date(this.clock.now()).toISOString() });
    if (this.received.length > KEPT) this.received.shift();
  }

  list(id?: string): readonly Callback[] {
    return id === undefined ? this.received : this.received.filter((callback) => callback.id === id);
  }
}
