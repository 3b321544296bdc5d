import { type Fields } from '../../input/index.js';

/**
 * An automation that is subscribed to a trigger (docs/monday-platform.md#triggers).
 * `T` is the class of the trigger's input fields, if it declares one.
 */
export interface TriggerSubscription<T extends object = Fields> {
  /** monday's id of it. */
  readonly id: string;
  readonly trigger: string;
  readonly accountId: string;
  /** Who made the automation. */
  readonly userId: string;
  readonly webhookUrl: string;
  /**
   * As the class of the trigger declares them, without other fields; all fields if it declares none. A stored
   * subscription has them as JSON, so a date is a text there.
   */
  readonly inputFields: T;
  /** The recipe and the integration of the automation; absent if monday sent none. Records of 0.1.0 have none. */
  readonly recipeId?: string;
  readonly integrationId?: string;
}
