import { Injectable } from '@nestjs/common';
import { GraphQLProblem } from '../graphql-problem.js';
import type { GraphQLReply } from '../graphql-reply.js';

/** docs/monday-platform.md#idempotency-keys */
const KEPT_MS = 30 * 60 * 1000;
const MAX_BYTES = 1024 * 1024;
const MAX_REPLIES = 1_000;

interface Kept {
  readonly until: number;
  /** `undefined` while the first call still runs. */
  readonly reply: GraphQLReply | undefined;
}

/** The first replies to mutations with an `Idempotency-Key`, by user (docs/monday-platform.md#idempotency-keys). */
@Injectable()
export class IdempotentReplies {
  private readonly replies = new Map<string, Kept>();

  /**
   * Runs `work` once for a key, and gives its reply to those who repeat the call.
   * @throws GraphQLProblem `IDEMPOTENCY_CONFLICT` while the first call runs
   */
  async once(userId: string, key: string, work: () => Promise<GraphQLReply>): Promise<GraphQLReply> {
    const id = `${userId} ${key}`;
    const known = this.replies.get(id);
    if (known && known.until > Date.now()) {
      if (!known.reply) {
        throw new GraphQLProblem('IDEMPOTENCY_CONFLICT', 'The first request is still running.', {
          retryInSeconds: 1,
        });
      }
      const { headers } = known.reply;
      return { ...known.reply, headers: { ...headers, 'Idempotency-Replayed': 'true' } };
    }
    this.keep(id, undefined);
    try {
      const reply = await work();
      const small = JSON.stringify(reply.body).length <= MAX_BYTES;
      if (reply.status === 200 && small) this.keep(id, reply);
      else this.replies.delete(id);
      return reply;
    } catch (error) {
      this.replies.delete(id);
      throw error;
    }
  }

  private keep(id: string, reply: GraphQLReply | undefined): void {
    this.replies.delete(id);
    this.replies.set(id, { until: Date.now() + KEPT_MS, reply });
    const [oldest] = this.replies.keys();
    if (this.replies.size > MAX_REPLIES && oldest !== undefined) this.replies.delete(oldest);
  }
}
