import { MondayCodeAPIError } from '../../errors/index.js';
import { QueuePermanentError } from '../../queue/index.js';

/** Statuses below 500 of a server that may accept the same request later. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429]);
const GONE: ReadonlySet<number> = new Set([404, 410]);

/** monday did not accept the callback, and may accept it later. */
export class CallbackFailedError extends MondayCodeAPIError {
  constructor(
    /** `undefined` if there was no reply. */
    readonly upstreamStatus: number | undefined,
    cause?: unknown,
  ) {
    const isTransient =
      upstreamStatus === undefined || upstreamStatus >= 500 || TRANSIENT.has(upstreamStatus);
    super({
      api: 'blocks',
      failure: isTransient ? 'unavailable' : 'failed',
      cause: cause ?? new Error(`callback answered ${String(upstreamStatus)}`),
    });
  }
}

/** monday refused the callback, and would refuse it again. */
export class CallbackRefusedError extends QueuePermanentError {
  constructor(private readonly upstreamStatus: number) {
    super('blocks.failed', new Error(`callback answered ${upstreamStatus}`));
  }

  /** The address has ended, as after an automation was deleted. */
  get isGone(): boolean {
    return GONE.has(this.upstreamStatus);
  }

  static isRefusal(status: number): boolean {
    return status >= 400 && status < 500 && !TRANSIENT.has(status);
  }
}
