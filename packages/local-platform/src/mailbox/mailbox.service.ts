import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { summaryOf, type KeptMail, type MailSummary } from './kept-mail.js';

const PREFIX = 'mailbox/';
const MAX_MAILS = 200;
/** Keys count down, so that the newest mail is the first. */
const END_OF_TIME = 10 ** 15;
const ID = /^[0-9a-f-]{1,64}$/;

/** The captured mails, newest first. At most 200 are kept. */
@Injectable()
export class MailboxService {
  private readonly waiting = new Set<() => void>();

  constructor(private readonly persistence: Persistence) {}

  async keep(mail: Omit<KeptMail, 'id'>): Promise<KeptMail> {
    const id = `${String(END_OF_TIME - mail.receivedAt)}-${randomBytes(6).toString('hex')}`;
    const kept: KeptMail = { ...mail, id };
    await this.persistence.upsert(PREFIX + id, JSON.stringify(kept));
    await this.makeRoom();
    for (const arrived of this.waiting) arrived();
    return kept;
  }

  async list(): Promise<MailSummary[]> {
    return (await this.mails()).map(summaryOf);
  }

  async get(id: string): Promise<KeptMail | undefined> {
    if (!ID.test(id)) return undefined;
    const entry = await this.persistence.get(PREFIX + id);
    return entry && (JSON.parse(entry.value) as KeptMail);
  }

  /** Waits for the newest mail to a recipient; for tests, which set the timeout. */
  async waitFor(recipient: string, signal: AbortSignal): Promise<KeptMail> {
    for (;;) {
      const arrival = this.nextArrival(signal);
      const mail = (await this.mails()).find(({ recipients }) => recipients.includes(recipient));
      if (mail) {
        arrival.cancel();
        return mail;
      }
      await arrival.promise;
    }
  }

  async clear(): Promise<void> {
    for (const { id } of await this.mails()) await this.persistence.delete(PREFIX + id);
  }

  private async mails(): Promise<KeptMail[]> {
    const entries = await this.persistence.scan({ prefix: PREFIX, limit: MAX_MAILS });
    return entries.map((entry) => JSON.parse(entry.value) as KeptMail);
  }

  private async makeRoom(): Promise<void> {
    const entries = await this.persistence.scan({ prefix: PREFIX, limit: MAX_MAILS + 50 });
    for (const { key } of entries.slice(MAX_MAILS)) await this.persistence.delete(key);
  }

  private nextArrival(signal: AbortSignal): { promise: Promise<void>; cancel: () => void } {
    let cancel = (): void => undefined;
    const promise = new Promise<void>((resolve, reject) => {
      const aborted = (): void => reject(signal.reason as Error);
      cancel = () => {
        this.waiting.delete(arrived);
        signal.removeEventListener('abort', aborted);
      };
      const arrived = (): void => {
        cancel();
        resolve();
      };
      this.waiting.add(arrived);
      signal.addEventListener('abort', aborted, { once: true });
      if (signal.aborted) aborted();
    });
    return { promise, cancel };
  }
}
