/**
 * A given delay in milliseconds, made longer by a random part of up to a tenth, so that callers that wait for the same
 * moment do not start together. A whole number.
 * @param maxSpreadMs the longest random part
 * @param random from 0 to below 1
 */
export function spreadDelay(delayMs: number, maxSpreadMs: number, random = Math.random()): number {
  return Math.ceil(delayMs + random * Math.min(maxSpreadMs, delayMs / 10));
}
