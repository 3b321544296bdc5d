import { asFields, invalid, optionalId, optionalText, type Fields } from '../input/index.js';

/** A lifecycle event of a feature, in whichever form it came (docs/monday-platform.md#app-feature-lifecycle-events). */
export interface FeatureEvent {
  readonly type: string;
  readonly payload: Fields;
  /** Present if the result is reported later. Not validated here. */
  readonly backToUrl: string | undefined;
  /** When the event happened, as monday wrote it; only in the nested form. */
  readonly timestamp: string | undefined;
  /** All accounts that the event names. */
  readonly accountIds: readonly string[];
}

/**
 * Reads an event whose fields are nested under `data`, flat, or in both places.
 * @throws ValidationFailedException
 */
export function readFeatureEvent(type: string, fields: Fields): FeatureEvent {
  const places = [readData(fields), fields];
  const addresses = found(places.map((place) => optionalText(place, 'back_to_url')));
  if (new Set(addresses).size > 1) throw invalid('back_to_url', 'back_to_url must be one address');
  const accounts = places.flatMap((place) => [
    optionalId(place, 'account_id'),
    optionalId(place, 'accountId'),
  ]);
  return {
    type,
    payload: found(places.map(({ payload }) => asFields(payload)))[0] ?? {},
    backToUrl: addresses[0],
    timestamp: found(places.map((place) => timeOf(place)))[0],
    accountIds: found(accounts),
  };
}

/** Only distinguishes events, so its format does not matter. */
function timeOf(fields: Fields): string | undefined {
  const { timestamp } = fields;
  return typeof timestamp === 'number' ? String(timestamp) : optionalText(fields, 'timestamp', 64);
}

function readData({ data }: Fields): Fields {
  const nested = asFields(data ?? {});
  if (!nested) throw invalid('data', 'data must be an object');
  return nested;
}

function found<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
