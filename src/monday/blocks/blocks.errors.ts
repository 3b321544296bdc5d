import { BaseError } from '../../errors/index.js';

export type BlockKind = 'action' | 'trigger' | 'field';

/** Two providers claim one name: a programming error, at start. */
export class BlockDuplicateError extends Error {
  override readonly name = 'BlockDuplicateError';

  constructor(kind: BlockKind, name: string) {
    super(`Two ${kind}s have the name ${name}.`);
  }
}

/** The app has no such block. */
export class BlockNotFoundError extends BaseError {
  constructor(kind: BlockKind) {
    super({ code: `monday.${kind}_not_found`, status: 404, message: `The app has no such ${kind}.` });
  }
}

/** The first delivery of this run still works; monday delivers again in a minute. */
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

/** monday refused what the action wanted, and would refuse it again. */
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

/** A callback address that is not monday's. */
export class CallbackUrlRefusedError extends BaseError {
  constructor() {
    super({
      code: 'monday.callback_url_refused',
      status: 400,
      message: 'The callback URL does not point to monday.',
    });
  }
}
