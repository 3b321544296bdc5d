import { requireCaller, type CallerContext } from '../../caller/index.js';
import { type VerifiedRequest } from './verified-request.js';

const verifiedRequests = new WeakMap<object, VerifiedRequest>();
const shortLivedTokens = new WeakMap<CallerContext, string>();

/**
 * Stores the verified data of a request for its parameters and for `MondayApi`. The short-lived token belongs to this
 * request only, and to the message that an asynchronous action makes of it. Other work for the same user does not
 * receive it.
 */
export function saveVerifiedRequest(request: object, verifiedRequest: VerifiedRequest): void {
  verifiedRequests.set(request, verifiedRequest);
  if (verifiedRequest.shortLivedToken !== undefined) lendShortLivedToken(verifiedRequest.shortLivedToken);
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
