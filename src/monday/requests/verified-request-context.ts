import { requireCaller, type CallerContext } from '../../caller/index.js';
import type { RequestProof } from './verified-request.js';

const proofs = new WeakMap<object, RequestProof>();
const shortLivedTokens = new WeakMap<CallerContext, string>();

/**
 * Keeps what a request proved, for its parameters and for `MondayApi`. The short-lived token hangs on the caller of
 * this very request: work that runs later for the same user does not get it.
 */
export function keepProof(request: object, proof: RequestProof): void {
  proofs.set(request, proof);
  if (proof.shortLivedToken !== undefined) shortLivedTokens.set(requireCaller(), proof.shortLivedToken);
}

export function findProof(request: object): RequestProof | undefined {
  return proofs.get(request);
}

/** The API token that came with the current request, good for five minutes (docs/monday-platform.md#tokens-that-monday-signs). */
export function findShortLivedToken(): string | undefined {
  return shortLivedTokens.get(requireCaller());
}
