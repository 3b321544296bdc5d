import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { IsString } from 'class-validator';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { runAs } = require('../../dist/caller/index.js');
const { SystemClock } = require('../../dist/clock/index.js');
const { EventLoopShares, ProcessEventLoopTime } = require('../../dist/account-limits/index.js');
const { AccountSlots } = require('../../dist/queue/account-slots.js');
const { DeadLetterObservers } = require('../../dist/queue/dead-letter-observers.js');
const { DeadLetters } = require('../../dist/queue/dead-letters.js');
const { Outbox } = require('../../dist/queue/outbox.js');
const { OutboxRelay } = require('../../dist/queue/outbox-relay.js');
const { QueueRunner } = require('../../dist/queue/queue.runner.js');
const { QueueService } = require('../../dist/queue/queue.service.js');
const { DEFAULT_RETRY_POLICY } = require('../../dist/queue/retry-policy.js');
const { NO_METRICS, NO_TRACING } = require('../../dist/telemetry/index.js');
const { AesGcmKeyRing } = require('../../dist/secrets/index.js');

class Payload {}
Reflect.decorate([IsString()], Payload.prototype, 'text');

const CALLER = { accountId: '1', userId: '2', kind: 'user' };
const TEXT = 'x'.repeat(100);

/** The queue as the app has it, encryption, validation and the caller's context included, over any driver and store. */
export function queueStack(driver, persistence) {
  const clock = new SystemClock();
  const keys = `k:${randomBytes(32).toString('base64url')}`;
  const keyRing = new AesGcmKeyRing({ require: () => keys });
  const outbox = new Outbox(persistence, clock);
  const relay = new OutboxRelay(outbox, driver, clock);
  const queue = new QueueService(driver, keyRing, outbox, relay, clock, NO_TRACING);
  let onHandled = () => undefined;
  const handler = { type: 'bench', payload: Payload, timeoutSeconds: 300, invoke: () => onHandled() };
  const installations = { hasLeftSince: () => Promise.resolve(false) };
  const runner = new QueueRunner(
    { find: () => handler },
    keyRing,
    new DeadLetters(persistence, new DeadLetterObservers(keyRing)),
    clock,
    installations,
    new AccountSlots(16, clock, new EventLoopShares(new ProcessEventLoopTime())),
    DEFAULT_RETRY_POLICY,
    NO_TRACING,
    NO_METRICS,
  );
  return {
    publish: () => runAs(CALLER, () => queue.publish('bench', { text: TEXT })),
    start: () => driver.start((delivery) => runner.run(delivery)),
    stop: () => driver.stop(1_000),
    set onHandled(call) {
      onHandled = call;
    },
  };
}

/** What a message of ours weighs, for a bare queue to carry the same. */
export const BARE_BODY = JSON.stringify({ body: 'x'.repeat(500) });
