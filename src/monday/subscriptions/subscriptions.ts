import { Injectable } from '@nestjs/common';
import { ConnectionExpiredError, ConnectionRequiredError } from '../../auth/index.js';
import { requireCaller } from '../../caller/index.js';
import { Clock } from '../../clock/index.js';
import { AppConfig } from '../../config/index.js';
import { MondayCodeAPIError } from '../../errors/index.js';
import { SecretService } from '../../secrets/index.js';
import { MondayApi, type CallOptions } from '../api/index.js';
import { MondayUnexpectedAnswerError } from '../client/index.js';
import { type Fields } from '../input/index.js';
import { findPlanClaim } from '../requests/index.js';
import { readSubscription, type AppSubscription } from './app-subscription.js';
import { holdsUnasked, isFresh, secondOf, type KnownSubscription } from './known-subscription.js';
import { type RequiredPlans } from './required-plans.js';
import { MOCK, OPERATIONS, REMOVE_MOCK, SUBSCRIPTION, INCREASE_OPERATIONS } from './subscription-queries.js';
import { SubscriptionStore } from './subscription.store.js';
import { AppIdMissingError, OperationsInvalidError, PlanRequiredError } from './subscriptions.errors.js';

/** While monday does not answer, what it said before holds for this time. */
const FALLBACK_MS = 24 * 60 * 60 * 1_000;
const PARTIAL_SECRET_LENGTH = 10;
/** docs/monday-platform.md#monetization */
const KIND = /^[\w-]{1,14}$/;
/** Of GraphQL's type Int. */
const MAX_INT = 2 ** 31 - 1;

/** How often an account used something in the current period. */
export interface OperationsCount {
  readonly kind: string;
  readonly count: number;
  /** The period, as monday names it. */
  readonly periodKey: string;
}

export interface IncreaseOptions extends Pick<CallOptions, 'idempotencyKey'> {
  /** 1 to 14 letters, digits, `_` and `-`; default `global`. */
  readonly kind?: string;
  /** Default 1. */
  readonly by?: number;
}

/** What the app knows of a subscription without asking monday. */
export interface LastKnownSubscription {
  /** Absent if monday said that the account has none. */
  readonly subscription?: AppSubscription;
  /** When monday said so, in milliseconds since the epoch; of an event, when the app received it. */
  readonly knownAt: number;
  /** Whether an event says that it may have changed since. */
  readonly mayHaveChanged: boolean;
}

/** A subscription for tests, which monday keeps for 24 hours; what is left out is monday's default. */
export type MockSubscription = Partial<Omit<AppSubscription, 'daysLeft'>>;

/**
 * The subscription of the current caller's account to the app (docs/monday-platform.md#monetization). It is known from
 * the tokens that monday signs, and otherwise asked of monday. An event about the subscription only marks it as possibly
 * changed, because users can forge such events (docs/security.md#known-limits).
 */
@Injectable()
export class Subscriptions {
  private readonly asking = new Map<string, Promise<AppSubscription | undefined>>();

  constructor(
    private readonly store: SubscriptionStore,
    private readonly monday: MondayApi,
    private readonly config: AppConfig,
    private readonly secrets: SecretService,
    private readonly clock: Clock,
  ) {}

  /**
   * The subscription; `undefined` if the account has none. monday is asked at most every 15 minutes, unless an event says
   * that it changed.
   *
   * In a job of an account where nobody is connected, monday cannot be asked: what it said last holds until the renewal
   * is due, unless an event says that it changed. {@link lastKnown} has it also after that.
   * @throws MondayGraphQLError | ConnectionRequiredError | ConnectionExpiredError if it is not known and monday does not
   *   say
   */
  async current(): Promise<AppSubscription | undefined> {
    const { accountId } = requireCaller();
    const known = await this.store.find(accountId);
    const claimed = claimedSubscription(known?.subscription);
    if (claimed && claimed.at >= (known?.at ?? 0)) {
      await this.store.learn(accountId, claimed);
      return claimed.subscription;
    }
    if (known && isFresh(known, this.clock.now())) return known.subscription;
    return this.refresh().catch((error: unknown) => this.fallback(known, error));
  }

  /**
   * What monday said last, in a token or an answer of the last 30 days, without asking it; `undefined` if it said
   * nothing. For jobs that decide themselves how old it may be.
   */
  async lastKnown(): Promise<LastKnownSubscription | undefined> {
    const { accountId } = requireCaller();
    const known = await this.store.find(accountId);
    if (!known) return undefined;
    const { subscription, at, isStale } = known;
    return { ...(subscription && { subscription }), knownAt: at, mayHaveChanged: isStale === true };
  }

  /** Asks monday, and keeps the answer. */
  refresh(): Promise<AppSubscription | undefined> {
    const { accountId, userId } = requireCaller();
    // Users of one account may have different access to monday.
    const key = `${accountId}/${userId}`;
    const asking = this.asking.get(key) ?? this.ask(accountId).finally(() => this.asking.delete(key));
    this.asking.set(key, asking);
    return asking;
  }

  /**
   * @param plans ids of plans, any of which is enough; a trial of one counts
   * @throws PlanRequiredError and what {@link current} throws
   */
  async require(...plans: RequiredPlans): Promise<AppSubscription> {
    const subscription = await this.current();
    if (subscription && plans.includes(subscription.planId)) return subscription;
    throw new PlanRequiredError(plans, subscription?.planId);
  }

  /** Called when an event says that an account's subscription may have changed. */
  async changed(accountId: string): Promise<void> {
    await this.store.markStale(accountId, secondOf(this.clock.now()));
  }

  /** Number of operations of the account in the current period. @throws OperationsInvalidError */
  async operations(kind = 'global'): Promise<OperationsCount> {
    checkOperations(kind, 1);
    const answer = await this.monday.query<Fields>(OPERATIONS, { kind });
    return readCount(answer['app_subscription_operations'], kind);
  }

  /** Counts operations of the account. @throws OperationsInvalidError */
  async increaseOperations({
    kind = 'global',
    by = 1,
    idempotencyKey,
  }: IncreaseOptions = {}): Promise<OperationsCount> {
    checkOperations(kind, by);
    const answer = await this.monday.mutate<Fields>(INCREASE_OPERATIONS, { kind, by }, { idempotencyKey });
    return readCount(answer['increase_app_subscription_operations'], kind);
  }

  /** Gives the account a subscription for tests. @throws AppIdMissingError without `MONDAY_APP_ID` */
  async setMock({ planId, isTrial, ...others }: MockSubscription): Promise<AppSubscription | undefined> {
    const { renewalDate, billingPeriod, maxUnits, pricingVersion } = others;
    const variables = { planId, isTrial, renewalDate, billingPeriod, maxUnits, pricingVersion };
    await this.monday.mutate(MOCK, { ...this.proof(), ...variables });
    return this.refresh();
  }

  /** Ends the subscription for tests; the real one of the account holds again. @throws AppIdMissingError */
  async removeMock(): Promise<AppSubscription | undefined> {
    await this.monday.mutate(REMOVE_MOCK, this.proof());
    return this.refresh();
  }

  /** monday accepts mocks only from who knows the end of the signing secret. */
  private proof(): Readonly<Record<string, string>> {
    const { appId } = this.config.monday;
    if (appId === undefined) throw new AppIdMissingError();
    const secret = this.secrets.require('MONDAY_SIGNING_SECRET').slice(-PARTIAL_SECRET_LENGTH);
    return { appId: String(appId), secret };
  }

  private async ask(accountId: string): Promise<AppSubscription | undefined> {
    const at = secondOf(this.clock.now());
    const { app_subscription: answer } = await this.monday.query<{ app_subscription?: unknown }>(
      SUBSCRIPTION,
    );
    const [first] = Array.isArray(answer) ? (answer as (Fields | undefined)[]) : [];
    const subscription = first && readSubscription(first);
    await this.store.answered(accountId, { at, ...(subscription && { subscription }) });
    return subscription;
  }

  private fallback(known: KnownSubscription | undefined, error: unknown): AppSubscription | undefined {
    if (known && isUnconnectedJob(error) && holdsUnasked(known, this.clock.now())) return known.subscription;
    const isOutage = error instanceof MondayCodeAPIError && error.status >= 500;
    if (isOutage && known?.subscription && this.clock.now() - known.at < FALLBACK_MS) {
      return known.subscription;
    }
    throw error;
  }
}

/** Whether nobody could have asked monday: a user can log in, but a job cannot. */
const isUnconnectedJob = (error: unknown): boolean =>
  requireCaller().kind === 'job' &&
  (error instanceof ConnectionRequiredError || error instanceof ConnectionExpiredError);

/** What the token of the current request says. Tokens do not name the units of a plan. */
function claimedSubscription(known: AppSubscription | undefined): KnownSubscription | undefined {
  const claim = findPlanClaim();
  const subscription = claim && readSubscription(claim.plan as Fields);
  if (!subscription) return undefined;
  const isSame =
    known?.planId === subscription.planId && known.pricingVersion === subscription.pricingVersion;
  const units = isSame && known.maxUnits !== undefined ? { maxUnits: known.maxUnits } : {};
  return { at: secondOf(claim.at), subscription: { ...subscription, ...units } };
}

function checkOperations(kind: string, by: number): void {
  if (!KIND.test(kind)) throw new OperationsInvalidError('kind');
  if (!Number.isInteger(by) || by < 1 || by > MAX_INT) throw new OperationsInvalidError('by');
}

function readCount(answer: unknown, kind: string): OperationsCount {
  const { counter_value: count, period_key: periodKey } = (answer ?? {}) as Fields;
  if (typeof count !== 'number' || typeof periodKey !== 'string') throw new MondayUnexpectedAnswerError();
  return { kind, count, periodKey };
}
