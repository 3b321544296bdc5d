import { Logger } from '@nestjs/common';
import { ManualClock } from '../../test/framework/support/manual-clock.js';
import { runAs } from '../caller/index.js';
import { HandlerLogger } from '../queue/index.js';
import { isLastAttempt, retryDelayMs } from '../queue/retry-policy.js';
import { RateLimitExceededError } from '../rate-limiter/index.js';
import { NO_METRICS } from '../telemetry/index.js';
import { type MailRateLimiter } from './mail-rate-limiter.js';
import { createMailOutcomes } from './mail-outcomes.js';
import { type MailRecord } from './mail-record.js';
import { type MailRecordStore } from './mail-record.store.js';
import {
  MailRefusal,
  MailTransport,
  type MailDelivery,
  type OutgoingMail,
  type RefusalKind,
} from './mail.transport.js';
import { MAIL_RETRY, SendMailHandler } from './send-mail.handler.js';

const [ADA, BOB, CAY] = ['ada@example.com', 'bob@example.com', 'cay@example.com'] as const;

const queuedTo = (...to: string[]): MailRecord => ({
  ...{ id: 'm1', status: 'queued', attempts: 0, createdAt: 1, to, subject: 'Hello', content: { text: 'x' } },
  recipients: to.map((address) => ({ address, status: 'queued' })),
});
const refusal = (recipient: string, reason: string, kind: RefusalKind) => ({ recipient, reason, kind });

class FakeTransport extends MailTransport {
  readonly send = jest.fn<Promise<MailDelivery>, [OutgoingMail]>(({ recipients }) =>
    Promise.resolve({ accepted: recipients, refused: [] }),
  );
  override close(): void {}

  answer(accepted: readonly string[], ...refused: MailDelivery['refused']): void {
    this.send.mockResolvedValueOnce({ accepted, refused });
  }

  get asked(): (readonly string[])[] {
    return this.send.mock.calls.map(([{ recipients }]) => recipients);
  }
}

describe('SendMailHandler', () => {
  const setUp = (record: MailRecord = queuedTo(ADA)) => {
    const kept: { record: MailRecord | undefined } = { record };
    const records = {
      get: (accountId: string) => Promise.resolve(accountId === '7' ? kept.record : undefined),
      change: (_account: string, _id: string, next: (current: MailRecord) => MailRecord) => {
        kept.record = kept.record && next(kept.record);
        return Promise.resolve(kept.record);
      },
    };
    const transport = new FakeTransport();
    const limiter = { acquire: jest.fn(() => Promise.resolve()) };
    const outcomes = createMailOutcomes(NO_METRICS);
    const controller = new AbortController();
    const handler = new SendMailHandler(
      transport,
      records as unknown as MailRecordStore,
      limiter as unknown as MailRateLimiter,
      new ManualClock(),
      outcomes,
      NO_METRICS,
    );
    const send = () =>
      runAs({ accountId: '7', userId: '8', kind: 'job' }, () =>
        handler.send(
          { id: 'm1' },
          {
            attempt: 1,
            isLastAttempt: false,
            publishedAt: 1,
            messageId: 'q1',
            signal: controller.signal,
            logger: new HandlerLogger({}),
          },
        ),
      );
    return { kept, transport, limiter, controller, send };
  };

  beforeEach(() => jest.spyOn(Logger.prototype, 'warn').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  it('writes down that a mail was sent, and forgets its content', async () => {
    const { kept, send } = setUp();
    await send();
    expect(kept.record).toMatchObject({
      status: 'sent',
      attempts: 1,
      sentAt: expect.any(Number) as number,
      recipients: [{ address: ADA, status: 'sent' }],
    });
    expect(kept.record).not.toHaveProperty('content');
  });

  it('sends nothing twice', async () => {
    const { transport, send } = setUp();
    await send();
    await send();
    expect(transport.send).toHaveBeenCalledTimes(1);
  });

  it('does nothing for a mail that is gone', async () => {
    const { kept, transport, send } = setUp();
    kept.record = undefined;
    await send();
    expect(transport.send).not.toHaveBeenCalled();
  });

  it('lets a mail wait, untouched, while its account has sent enough', async () => {
    const { kept, transport, limiter, send } = setUp();
    limiter.acquire.mockRejectedValue(new RateLimitExceededError('rate', 42));
    await expect(send()).rejects.toMatchObject({ code: 'queue.postponed', retryAfterSeconds: 42 });
    expect(transport.send).not.toHaveBeenCalled();
    expect(kept.record).toEqual(queuedTo(ADA));
  });

  it('fails at once if the server refuses for good', async () => {
    const { kept, transport, send } = setUp();
    transport.send.mockRejectedValue(new MailRefusal('554', 'final'));
    await send();
    expect(kept.record).toMatchObject({ status: 'failed', failure: '554', attempts: 1 });
    expect(kept.record).not.toHaveProperty('content');
  });

  it.each(['temporary', 'server'] as const)(
    'keeps the content and is retried after a %s refusal',
    async (kind) => {
      const { kept, transport, send } = setUp();
      transport.send.mockRejectedValueOnce(new MailRefusal('530', kind));
      await expect(send()).rejects.toMatchObject({ code: 'mail.delivery_failed_530' });
      expect(kept.record).toMatchObject({
        status: 'queued',
        failure: '530',
        attempts: 1,
        content: { text: 'x' },
      });
      await send();
      expect(kept.record).toMatchObject({ status: 'sent', attempts: 2 });
    },
  );

  it('tries again only those whom the server could not take yet', async () => {
    const { kept, transport, send } = setUp(queuedTo(ADA, BOB, CAY));
    transport.answer([ADA], refusal(BOB, '450', 'temporary'), refusal(CAY, '550', 'final'));
    await expect(send()).rejects.toMatchObject({ code: 'mail.delivery_failed_450' });
    expect(kept.record).toMatchObject({
      status: 'queued',
      content: { text: 'x' },
      recipients: [
        { address: ADA, status: 'sent' },
        { address: BOB, status: 'queued', failure: '450' },
        { address: CAY, status: 'failed', failure: '550' },
      ],
    });
    await send();
    expect(transport.asked).toEqual([[ADA, BOB, CAY], [BOB]]);
    expect(kept.record).toMatchObject({
      status: 'sent',
      attempts: 2,
      recipients: [
        { address: ADA, status: 'sent' },
        { address: BOB, status: 'sent' },
        { address: CAY, status: 'failed', failure: '550' },
      ],
    });
  });

  it('is sent if the mail is refused for good after one recipient got it', async () => {
    const { kept, transport, send } = setUp(queuedTo(ADA, BOB));
    transport.answer([ADA], refusal(BOB, '450', 'temporary'));
    await expect(send()).rejects.toBeDefined();
    transport.send.mockRejectedValueOnce(new MailRefusal('554', 'final'));
    await send();
    expect(kept.record).toMatchObject({
      status: 'sent',
      recipients: [{ status: 'sent' }, { status: 'failed', failure: '554' }],
    });
  });

  it('retries a mail that is replayed from the dead letters', async () => {
    const { kept, send } = setUp({ ...queuedTo(ADA), status: 'failed' });
    await send();
    expect(kept.record).toMatchObject({ status: 'sent' });
  });

  it('leaves the record to the next consumer if the attempt was aborted', async () => {
    const { kept, transport, controller, send } = setUp();
    transport.send.mockImplementation(() => {
      controller.abort();
      return Promise.reject(new MailRefusal('EABORT', 'server'));
    });
    await expect(send()).rejects.toMatchObject({ reason: 'EABORT' });
    expect(kept.record).toEqual(queuedTo(ADA));
  });
});

describe('how often a mail is tried', () => {
  const DAY_MS = 24 * 60 * 60_000;

  it.each([0, 0.999])('takes 24 hours at least, within three days, also from a replay (%d)', (random) => {
    let waitedMs = 0;
    let attempt = 1;
    for (; !isLastAttempt(MAIL_RETRY, attempt, 10 * DAY_MS); attempt += 1) {
      const delayMs = retryDelayMs(MAIL_RETRY, attempt, undefined, random);
      expect(delayMs).toBeLessThanOrEqual(30 * 60_000);
      waitedMs += delayMs;
    }
    expect(waitedMs).toBeGreaterThan(DAY_MS);
    expect(waitedMs).toBeLessThan(3 * DAY_MS);
  });

  it('is not over within 24 hours, however many tries died with their process', () => {
    expect(isLastAttempt(MAIL_RETRY, 1_000_000, DAY_MS - 1)).toBe(false);
    expect(isLastAttempt(MAIL_RETRY, 1_000_000, DAY_MS)).toBe(true);
  });
});
