import { BaseError } from '../../errors/index.js';

export type BlockKind = 'action' | 'trigger' | 'field';

/** The app has no such block. */
export class BlockNotFoundError extends BaseError {
  constructor(kind: BlockKind) {
    super({ code: `monday.${kind}_not_found`, status: 404, message: `The app has no such ${kind}.` });
  }
}

/** The app fires a trigger that it does not have: a programming error. */
export class TriggerUnknownError extends Error {
  override readonly name = 'TriggerUnknownError';

  /** @param known the triggers of the app */
  constructor(trigger: string, known: readonly string[]) {
    super(`The app has no trigger ${JSON.stringify(trigger)}. ${listOf(known)}`);
  }
}

/** The triggers that the app has, as a sentence. */
export const listOf = (known: readonly string[]): string =>
  known.length > 0 ? `It has ${known.map((name) => `"${name}"`).join(', ')}.` : 'It has none.';

/** The first delivery of this run is still running; monday delivers it again in a minute. */
export class ActionRunningError extends BaseError {
  constructor() {
    super({
      code: 'monday.action_running',
      status: 503,
      message: 'This run is still in progress.',
      retryAfterSeconds: 60,
    });
  }
}

/** monday refused a call of the action, and a retry would fail too. */
export class ActionRefusedError extends BaseError {
  constructor(cause: unknown) {
    super({
      code: 'monday.action_refused',
      status: 422,
      message: 'monday refused a call of the action.',
      cause,
    });
  }
}

/** The callback URL does not point to monday. */
export class CallbackUrlRefusedError extends BaseError {
  constructor() {
    super({
      code: 'monday.callback_url_refused',
      status: 400,
      message: 'The callback URL does not point to monday.',
    });
  }
}
