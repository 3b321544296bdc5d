import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { sendHttpRequest, type HttpResponse } from 'monday-persistence/http-client';
import { isObject } from 'monday-persistence/json';
import { DeliveryFaults } from '../faults/index.js';
import { DeliveryLog, Message, receivedMessage, type Outcome } from '../requests/index.js';
import { type User } from '../state/index.js';
import { RequestSigner } from './request-signer.js';

/** A request of monday to the app. Without a user it is not signed. */
export interface AppRequest {
  readonly url: string;
  readonly body: unknown;
  readonly user?: User;
  /** Creates the header for each attempt, instead of the signature for the user. */
  readonly authorize?: () => string | Promise<string>;
  /** Whether the token follows `Bearer`, as in some of monday's requests (docs/monday-platform.md#tokens-that-monday-signs). */
  readonly bearer?: boolean;
}

/** The app's reply; status 0 if there was none. */
export interface AppReply {
  readonly status: number;
  /** JSON if it is, else text; `undefined` if it is too long. */
  readonly body: unknown;
}

interface Sent {
  readonly reply: AppReply;
  readonly outcome: Outcome;
}

export interface RetryRules {
  readonly everySeconds: number;
  readonly forSeconds: number;
}

/** "Once a minute for 30 minutes" (docs/monday-platform.md#board-webhooks, docs/monday-platform.md#action-runs). */
const MONDAY_RETRIES: RetryRules = { everySeconds: 60, forSeconds: 1_800 };
/** docs/monday-platform.md#action-runs */
const TIMEOUT_MS = 60_000;
const MAX_RESPONSE_BYTES = 1024 * 1024;

/** Sends requests to the app and retries them by monday's rules. */
@Injectable()
export class AppSender implements OnApplicationShutdown {
  private readonly shutdown = new AbortController();
  private readonly deliveries = new Set<Promise<void>>();

  constructor(
    private readonly signer: RequestSigner,
    private readonly log: DeliveryLog,
    private readonly faults: DeliveryFaults,
    private readonly clock: Clock,
  ) {}

  /** Sends once, or twice if a fault requests it. */
  post(request: AppRequest): Promise<AppReply> {
    const { url, user } = request;
    const path = URL.canParse(url) ? new URL(url).pathname : '';
    const target = { method: 'POST', path, accountId: () => Promise.resolve(user?.accountId) };
    const send = async (): Promise<AppReply> => (await this.log.record(url, () => this.send(request))).reply;
    return this.faults.around(target, send);
  }

  private async send({ url, user, body, authorize, bearer = false }: AppRequest): Promise<Sent> {
    const token = await (authorize ? authorize() : user && this.signer.signed(user, url));
    const authorization = token && bearer ? `Bearer ${token}` : token;
    const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
    const text = JSON.stringify(body);
    const request = Message.of(Object.entries(headers), text);
    try {
      const response = await sendHttpRequest({
        method: 'POST',
        url,
        headers,
        body: text,
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_RESPONSE_BYTES,
        signal: this.shutdown.signal,
      });
      const { status } = response;
      return {
        reply: { status, body: bodyOf(response) },
        outcome: { status, request, response: receivedMessage(response) },
      };
    } catch {
      return { reply: { status: 0, body: undefined }, outcome: { status: 0, request } };
    }
  }

  /** Sends in the background and retries until the app accepts or refuses it, or monday would give up. */
  deliver(request: AppRequest, rules: RetryRules = MONDAY_RETRIES): void {
    this.inBackground(this.repeat(request, rules));
  }

  /** Retries a failed request, unless its reply is final. */
  retryAfter(reply: AppReply, request: AppRequest, rules: RetryRules = MONDAY_RETRIES): void {
    if (isFinal(reply)) return;
    this.inBackground(this.pause(rules).then(() => this.repeat(request, rules)));
  }

  async onApplicationShutdown(): Promise<void> {
    this.shutdown.abort();
    await Promise.all(this.deliveries);
  }

  private async repeat(request: AppRequest, rules: RetryRules): Promise<void> {
    const attempts = Math.max(1, Math.floor(rules.forSeconds / rules.everySeconds));
    for (let attempt = 1; !isFinal(await this.post(request)) && attempt < attempts; attempt += 1) {
      await this.pause(rules);
    }
  }

  private pause({ everySeconds }: RetryRules): Promise<void> {
    return this.clock.sleep(everySeconds * 1_000, this.shutdown.signal);
  }

  private inBackground(work: Promise<void>): void {
    // The shutdown interrupts it.
    const delivery = work.catch(() => undefined);
    this.deliveries.add(delivery);
    void delivery.finally(() => this.deliveries.delete(delivery));
  }
}

/** A success, a 4xx, or any failure with a severity (docs/monday-platform.md#block-failures). */
function isFinal({ status, body }: AppReply): boolean {
  if (status >= 200 && status < 500) return true;
  return isObject(body) && 'severityCode' in body;
}

function bodyOf(response: HttpResponse): unknown {
  try {
    return response.json() ?? response.text();
  } catch {
    return undefined;
  }
}
