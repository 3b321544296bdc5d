import { type Fields } from '../../input/index.js';

/** An automation that is subscribed to a trigger (docs/monday-platform.md#triggers). */
export interface TriggerSubscription {
  /** monday's id of it. */
  readonly id: string;
  readonly trigger: string;
  readonly accountId: string;
  /** Who made the automation. */
  readonly userId: string;
  readonly webhookUrl: string;
  readonly inputFields: Fields;
  /** The recipe and the integration of the automation; absent if monday sent none. Records of 0.1.0 have none. */
  readonly recipeId?: string;
  readonly integrationId?: string;
}
