import { Injectable } from '@nestjs/common';
import { sendHttpRequest, type HttpResponse } from 'monday-persistence/http-client';
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

/** A scheduled job of the app. */
export interface AppJob {
  readonly name: string;
  readonly schedule: string;
  readonly place: string;
}

const TIMEOUT_MS = 3_000;
/** Jobs take longer than other calls; a little less than fetch waits for the head of a response. */
const JOB_TIMEOUT_MS = 290_000;
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

  /** The last lines of the app's log, each as JSON, newest first. */
  async logs(): Promise<readonly string[] | undefined> {
    return (await this.call<{ readonly lines: readonly string[] }>('GET', 'logs'))?.lines;
  }

  async replay(id: string): Promise<void> {
    await this.call('POST', `queue/dead/${encodeURIComponent(id)}/replay`);
  }

  async drop(id: string): Promise<void> {
    await this.call('DELETE', `queue/dead/${encodeURIComponent(id)}`);
  }

  jobs(): Promise<readonly AppJob[] | undefined> {
    return this.call<readonly AppJob[]>('GET', 'cron');
  }

  /** Runs a scheduled job of the app. @throws HttpRequestError if the app is not running */
  runJob(name: string): Promise<HttpResponse> {
    return this.send('POST', `__dev/cron/${encodeURIComponent(name)}/run`, JOB_TIMEOUT_MS);
  }

  private async call<T>(method: string, path: string): Promise<T | undefined> {
    if (this.settings.variables['DEV_TOKEN'] === undefined) return undefined;
    try {
      const response = await this.send(method, `__dev/${path}`);
      return response.isSuccess ? (response.json() as T | undefined) : undefined;
    } catch {
      return undefined;
    }
  }

  private send(method: string, path: string, timeoutMs = TIMEOUT_MS): Promise<HttpResponse> {
    const token = this.settings.variables['DEV_TOKEN'];
    return sendHttpRequest({
      method,
      url: `${this.settings.appUrl}/${path}`,
      headers: { ...(token !== undefined && { 'x-dev-token': token }) },
      timeoutMs,
      maxResponseBytes: MAX_RESPONSE_BYTES,
    });
  }
}
