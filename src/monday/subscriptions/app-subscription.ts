import { type Fields } from '../input/index.js';

/** The account's subscription to the app (docs/monday-platform.md#monetization). */
export interface AppSubscription {
  /** Id of the plan in the Developer Center. */
  readonly planId: string;
  readonly isTrial: boolean;
  /** ISO 8601; of a free plan ten years ahead. */
  readonly renewalDate?: string;
  readonly billingPeriod?: string;
  readonly daysLeft?: number;
  /** Seats or units of the plan; known once monday was asked, because tokens do not name them. */
  readonly maxUnits?: number;
  readonly pricingVersion?: number;
}

/** Reads monday's form, of a token or of the API; `undefined` if it names no plan. */
export function readSubscription(value: Fields): AppSubscription | undefined {
  const { plan_id: planId, is_trial: isTrial } = value;
  if (typeof planId !== 'string' || planId === '') return undefined;
  return {
    planId,
    isTrial: isTrial === true,
    ...textIn(value, 'renewal_date', 'renewalDate'),
    ...textIn(value, 'billing_period', 'billingPeriod'),
    ...numberIn(value, 'days_left', 'daysLeft'),
    ...numberIn(value, 'max_units', 'maxUnits'),
    ...numberIn(value, 'pricing_version', 'pricingVersion'),
  };
}

const textIn = (value: Fields, name: string, property: string): object =>
  typeof value[name] === 'string' ? { [property]: value[name] } : {};

const numberIn = (value: Fields, name: string, property: string): object =>
  typeof value[name] === 'number' ? { [property]: value[name] } : {};
