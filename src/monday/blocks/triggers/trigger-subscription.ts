import type { Fields } from '../../input/index.js';

/** An automation that waits for a trigger (platform.md 3.2). */
export interface TriggerSubscription {
  /** monday's id of it. */
  readonly id: string;
  readonly trigger: string;
  readonly accountId: string;
  /** Who made the automation. */
  readonly userId: string;
  readonly webhookUrl: string;
  readonly inputFields: Fields;
}
