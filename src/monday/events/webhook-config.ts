import { isObject } from 'monday-persistence/json';
import { type BoardEventName } from './board-events.js';

/** The config of the events that take one; all others take none (docs/monday-platform.md#board-webhooks). */
export interface WebhookConfigs {
  readonly change_status_column_value: {
    readonly columnId: string;
    /** A label by its id, or any label. */
    readonly columnValue: { readonly index: number } | { readonly $any$: true };
  };
  readonly change_specific_column_value: { readonly columnId: string };
  readonly item_moved_to_specific_group: { readonly groupId: string };
}

/** The config of an event; `undefined` if it takes none. */
export type WebhookConfig<N extends BoardEventName> = N extends keyof WebhookConfigs
  ? WebhookConfigs[N]
  : undefined;

const KEYS: Readonly<Record<keyof WebhookConfigs, readonly string[]>> = {
  change_status_column_value: ['columnId', 'columnValue'],
  change_specific_column_value: ['columnId'],
  item_moved_to_specific_group: ['groupId'],
};

/** A config that monday would refuse with `InvalidWebhookConfigException`. */
export class WebhookConfigError extends TypeError {
  override readonly name = 'WebhookConfigError';

  constructor(event: string, keys: readonly string[]) {
    super(
      keys.length === 0
        ? `${event} takes no config.`
        : `The config of ${event} must have ${keys.join(', ')}.`,
    );
  }
}

/**
 * The arguments `event` and `config` of `create_webhook`, the latter as JSON text.
 * @throws WebhookConfigError if the event does not take this config
 */
export function webhookArguments<N extends BoardEventName>(
  event: N,
  ...[config]: WebhookConfig<N> extends undefined ? [] : [WebhookConfig<N>]
): { readonly event: N; readonly config?: string } {
  const keys = Object.hasOwn(KEYS, event) ? KEYS[event as keyof WebhookConfigs] : [];
  const fields: Readonly<Record<string, unknown>> = config ?? {};
  const isComplete = keys.every((key) => isValid(key, fields[key]));
  if (!isComplete || Object.keys(fields).length !== keys.length) throw new WebhookConfigError(event, keys);
  return keys.length === 0 ? { event } : { event, config: JSON.stringify(fields) };
}

function isValid(key: string, value: unknown): boolean {
  if (key !== 'columnValue') return typeof value === 'string' && value !== '';
  if (!isObject(value)) return false;
  const { index, $any$: any } = value;
  return any === true || Number.isInteger(index);
}
