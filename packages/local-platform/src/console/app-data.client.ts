import { Injectable } from '@nestjs/common';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { SandboxSettings } from '../state/index.js';

/** A row of the app's storage. */
export interface AppRow {
  readonly key: string;
  readonly value: unknown;
  readonly shared: boolean;
}

/** A value of the app's secure storage. */
export interface AppSecret {
  /** Absent for a value of the account. */
  readonly userId?: string;
  readonly key: string;
  readonly value?: unknown;
}

/** A document of a collection of the app. */
export interface AppDocument {
  readonly collection: string;
  readonly id: string;
  readonly document: unknown;
}

export interface AppAccountData {
  readonly storage: readonly AppRow[];
  readonly secureStorage: readonly AppSecret[];
  /** Absent in an app of an earlier version. */
  readonly collections?: readonly AppDocument[];
}

/** The app's queue. */
export interface AppQueue {
  readonly stats: { readonly ready: number; readonly delayed: number; readonly running: number };
  readonly waiting: readonly { readonly id: string; readonly type: string; readonly attempts: number }[];
  readonly dead: readonly {
    readonly id: string;
    readonly type: string;
    readonly accountId?: string;
    readonly attempts: number;
    readonly cause: string;
    readonly diedAt: number;
  }[];
}

const TIMEOUT_MS = 3_000;
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** Reads the app's data through routes that require the token of this start. */
@Injectable()
export class AppDataClient {
  constructor(private readonly settings: SandboxSettings) {}

  /** `undefined` if the app is not reachable: it was started differently, or is not running. */
  account(accountId: string): Promise<AppAccountData | undefined> {
    return this.call<AppAccountData>('GET', `accounts/${encodeURIComponent(accountId)}`);
  }

  queue(): Promise<AppQueue | undefined> {
    return this.call<AppQueue>('GET', 'queue');
  }

  async replay(id: string): Promise<void> {
    await this.call('POST', `queue/dead/${encodeURIComponent(id)}/replay`);
  }

  async drop(id: string): Promise<void> {
    await this.call('DELETE', `queue/dead/${encodeURIComponent(id)}`);
  }

  private async call<T>(method: string, path: string): Promise<T | undefined> {
    const token = this.settings.variables['DEV_TOKEN'];
    if (token === undefined) return undefined;
    try {
      const response = await sendHttpRequest({
        method,
        url: `${this.settings.appUrl}/__dev/${path}`,
        headers: { 'x-dev-token': token },
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_RESPONSE_BYTES,
      });
      return response.isSuccess ? (response.json() as T | undefined) : undefined;
    } catch {
      return undefined;
    }
  }
}
