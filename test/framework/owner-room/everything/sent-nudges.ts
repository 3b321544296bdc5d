import { collection } from '#app/storage/index.js';

export interface SentNudge {
  readonly itemId: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

export class SentNudges extends collection<SentNudge>({
  name: 'sent-nudges',
  indexes: { sentAt: 'number' },
}) {}
