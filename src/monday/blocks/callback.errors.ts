import { MondayCodeAPIError } from '../../errors/index.js';

/** monday did not accept the callback. */
export class CallbackFailedError extends MondayCodeAPIError {
  constructor(
    /** `undefined` if there was no reply. */
    readonly upstreamStatus: number | undefined,
    cause?: unknown,
  ) {
    const isTransient = upstreamStatus === undefined || upstreamStatus === 429 || upstreamStatus >= 500;
    super({
      api: 'blocks',
      failure: isTransient ? 'unavailable' : 'failed',
      cause: cause ?? new Error(`callback answered ${String(upstreamStatus)}`),
    });
  }
}
