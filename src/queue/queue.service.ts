import { Injectable } from '@nestjs/common';

export const PRIORITIES = ['high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface PublishOptions {
  /** A second publish of the same type and account with this key, within 30 days, does nothing and returns the first id. */
  readonly idempotencyKey?: string;
  /** Whole seconds, at most 30 days. */
  readonly delaySeconds?: number;
  readonly priority?: Priority;
}

/** Takes work off the request. */
@Injectable()
export class QueueService {
  /** Resolves to the message's id once the message is durable. */
  publish(_type: string, _payload: object, _options: PublishOptions = {}): Promise<string> {
    return Promise.reject(new Error('not yet'));
  }
}
