import { requireCaller, type CallerContext } from '../../caller/index.js';
import { type PlanClaim, type VerifiedRequest } from './verified-request.js';

const verifiedRequests = new WeakMap<object, VerifiedRequest>();
const shortLivedTokens = new WeakMap<CallerContext, string>();
const planClaims = new WeakMap<CallerContext, SignedPlan>();

/** The plan of the account in a token. */
export interface SignedPlan {
  readonly plan: PlanClaim;
  /** When monday signed it, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Stores the verified data of a request for its parameters and for `MondayApi`. The short-lived token belongs to this
 * request only, and to the message that an asynchronous action makes of it. Other work for the same user does not
 * receive it.
 */
export function saveVerifiedRequest(request: object, verifiedRequest: VerifiedRequest): void {
  verifiedRequests.set(request, verifiedRequest);
  const { shortLivedToken, subscription: plan, issuedAt } = verifiedRequest;
  if (shortLivedToken !== undefined) lendShortLivedToken(shortLivedToken);
  if (plan !== undefined && issuedAt !== undefined) lendPlanClaim({ plan, at: issuedAt * 1_000 });
}

/** Gives the plan to `Subscriptions` for the current work of the current caller. */
export function lendPlanClaim(claim: SignedPlan): void {
  planClaims.set(requireCaller(), claim);
}

/** The plan in the token of the current request. */
export function findPlanClaim(): SignedPlan | undefined {
  return planClaims.get(requireCaller());
}

/** Gives the token to `MondayApi` for the current work of the current caller. */
export function lendShortLivedToken(shortLivedToken: string): void {
  shortLivedTokens.set(requireCaller(), shortLivedToken);
}

export function findVerifiedRequest(request: object): VerifiedRequest | undefined {
  return verifiedRequests.get(request);
}

/** The API token of the current request, valid for five minutes (docs/monday-platform.md#tokens-that-monday-signs). */
export function findShortLivedToken(): string | undefined {
  return shortLivedTokens.get(requireCaller());
}
