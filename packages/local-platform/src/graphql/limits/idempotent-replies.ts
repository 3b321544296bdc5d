import { Injectable } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { Clock } from 'monday-persistence/clock';
import { GraphQLProblem } from '../graphql-problem.js';
import { type GraphQLReply } from '../graphql-reply.js';

/** docs/monday-platform.md#idempotency-keys */
const KEPT_MS = 30 * 60 * 1000;
const MAX_BYTES = 1024 * 1024;
const MAX_REPLIES = 1_000;

/** The first replies to mutations with an `Idempotency-Key`, by user (docs/monday-platform.md#idempotency-keys). */
@Injectable()
export class IdempotentReplies {
  private readonly replies: BoundedMap<string, GraphQLReply | 'running'>;

  constructor(clock: Clock) {
    this.replies = new BoundedMap({ capacity: MAX_REPLIES, ttlMs: KEPT_MS, now: () => clock.now() });
  }

  /**
   * Runs `work` once per key, and returns its reply to repeated calls.
   * @throws GraphQLProblem `IDEMPOTENCY_CONFLICT` while the first call is running
   */
  async once(userId: string, key: string, work: () => Promise<GraphQLReply>): Promise<GraphQLReply> {
    const id = `${userId} ${key}`;
    const known = this.replies.get(id);
    if (known === 'running') {
      throw new GraphQLProblem('IDEMPOTENCY_CONFLICT', 'The first request is still running.', {
        retryInSeconds: 1,
      });
    }
    if (known) return { ...known, headers: { ...known.headers, 'Idempotency-Replayed': 'true' } };
    this.replies.set(id, 'running');
    try {
      const reply = await work();
      const small = JSON.stringify(reply.body).length <= MAX_BYTES;
      if (reply.status === 200 && small) this.replies.set(id, reply);
      else this.replies.delete(id);
      return reply;
    } catch (error) {
      this.replies.delete(id);
      throw error;
    }
  }
}
