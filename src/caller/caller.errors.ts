/** A scoped service was called outside of a caller's context: a programming error, answered with 500. */
export class CallerMissingError extends Error {
  override readonly name = 'CallerMissingError';

  constructor() {
    super('No caller in this context: call from a guarded route, a handler, or inside runAs().');
  }
}
