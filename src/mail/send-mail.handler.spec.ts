import { Logger } from '@nestjs/common';
import { runAs } from '../caller/index.js';
import { HandlerLogger } from '../queue/index.js';
import type { MailAllowance } from './mail-allowance.js';
import type { MailRecord, MailRecords } from './mail-records.js';
import { MailRefusal, MailTransport, type Accepted } from './mail.transport.js';
import { SendMailHandler } from './send-mail.handler.js';

const QUEUED: MailRecord = {
  id: 'm1',
  status: 'queued',
  attempts: 0,
  createdAt: 1,
  to: ['a@example.com'],
  subject: 'Hello',
  content: { text: 'x' },
};

class FakeTransport extends MailTransport {
  readonly send = jest.fn<Promise<Accepted>, []>(() => Promise.resolve({ rejected: [] }));
  override close(): void {}
}

describe('SendMailHandler', () => {
  const setUp = (record: MailRecord | undefined = QUEUED) => {
    const kept: { record: MailRecord | undefined } = { record };
    const records = {
      get: (accountId: string) => Promise.resolve(accountId === '7' ? kept.record : undefined),
      update: (_account: string, changed: MailRecord) => {
        kept.record = changed;
        return Promise.resolve();
      },
    };
    const transport = new FakeTransport();
    const allowance = { take: jest.fn(() => Promise.resolve(0)) };
    const handler = new SendMailHandler(
      transport,
      records as unknown as MailRecords,
      allowance as unknown as MailAllowance,
    );
    const send = (isLastAttempt = false) =>
      runAs({ accountId: '7', userId: '8', kind: 'job' }, () =>
        handler.send(
          { id: 'm1' },
          {
            attempt: 1,
            isLastAttempt,
            messageId: 'q1',
            signal: new AbortController().signal,
            logger: new HandlerLogger({}),
          },
        ),
      );
    return { kept, transport, allowance, send };
  };

  beforeEach(() => jest.spyOn(Logger.prototype, 'warn').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  it('writes down that a mail was sent, and forgets its content', async () => {
    const { kept, send } = setUp();
    await send();
    expect(kept.record).toMatchObject({ status: 'sent', attempts: 1, sentAt: expect.any(Number) as number });
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
    const { kept, transport, allowance, send } = setUp();
    allowance.take.mockResolvedValue(42);
    await expect(send(true)).rejects.toMatchObject({ code: 'queue.postponed', retryAfterSeconds: 42 });
    expect(transport.send).not.toHaveBeenCalled();
    expect(kept.record).toEqual(QUEUED);
  });

  it('fails at once where the server refuses for good', async () => {
    const { kept, transport, send } = setUp();
    transport.send.mockRejectedValue(new MailRefusal('550', true));
    await send();
    expect(kept.record).toMatchObject({ status: 'failed', failure: '550', attempts: 1 });
    expect(kept.record).not.toHaveProperty('content');
  });

  it('is retried where the server may take it later, and fails with the last try', async () => {
    const { kept, transport, send } = setUp();
    transport.send.mockRejectedValue(new MailRefusal('421', false));
    await expect(send()).rejects.toMatchObject({ code: 'mail.delivery_failed_421' });
    expect(kept.record).toMatchObject({
      status: 'queued',
      failure: '421',
      attempts: 1,
      content: { text: 'x' },
    });
    await expect(send(true)).rejects.toMatchObject({ code: 'mail.delivery_failed_421' });
    expect(kept.record).toMatchObject({ status: 'failed', attempts: 2 });
  });
});
