import { requireCaller, type CallerContext } from '../../caller/index.js';
import { type VerifiedRequest } from './verified-request.js';

const verifiedRequests = new WeakMap<object, VerifiedRequest>();
const shortLivedTokens = new WeakMap<CallerContext, string>();

/**
 * Keeps what a request proved, for its parameters and for `MondayApi`. The short-lived token hangs on the caller of
 * this very request: work that runs later for the same user does not get it.
 */
export function saveVerifiedRequest(request: object, verifiedRequest: VerifiedRequest): void {
  verifiedRequests.set(request, verifiedRequest);
  if (verifiedRequest.shortLivedToken !== undefined)
    shortLivedTokens.set(requireCaller(), verifiedRequest.shortLivedToken);
}

export function findVerifiedRequest(request: object): VerifiedRequest | undefined {
  return verifiedRequests.get(request);
}

/** The API token that came with the current request, good for five minutes (docs/monday-platform.md#tokens-that-monday-signs). */
export function findShortLivedToken(): string | undefined {
  return shortLivedTokens.get(requireCaller());
}
