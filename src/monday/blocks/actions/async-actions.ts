import { HttpException, Injectable } from '@nestjs/common';
import { requireCaller } from '../../../caller/index.js';
import { Clock } from '../../../clock/index.js';
import { BaseError, blockFailureOf, describeFailure, MondayCodeAPIError } from '../../../errors/index.js';
import { QueueHandler, type QueueHandlerContext } from '../../../queue/index.js';
import { lendPlanClaim, lendShortLivedToken } from '../../requests/index.js';
import { BlockRegistry } from '../block.registry.js';
import { CallbackSender } from '../callback-sender.js';
import { readCredentials } from '../credentials/read-credentials.js';
import { Actions } from './actions.js';
import { ASYNC_ACTION, AsyncActionPayload } from './async-action.dto.js';

/** After this number of attempts, a failure is reported to monday, whatever its reason. */
const LAST_ATTEMPT = 5;
/** Lifetime of monday's token for a block (docs/monday-platform.md#tokens-that-monday-signs). */
const SHORT_LIVED_TOKEN_MS = 5 * 60 * 1_000;
/** monday's longest limit is one day. */
const MAX_RATE_LIMITED_MS = 24 * 60 * 60 * 1_000;

/** Executes asynchronous actions and reports the results to monday (docs/monday-platform.md#action-runs). */
@Injectable()
export class AsyncActions {
  constructor(
    private readonly registry: BlockRegistry,
    private readonly actions: Actions,
    private readonly callbacks: CallbackSender,
    private readonly clock: Clock,
  ) {}

  @QueueHandler(ASYNC_ACTION, AsyncActionPayload)
  async work(payload: AsyncActionPayload, context: QueueHandlerContext): Promise<void> {
    await this.callbacks.send(payload.callbackUrl, await this.report(payload, context));
  }

  private async report(payload: AsyncActionPayload, context: QueueHandlerContext): Promise<object> {
    const { accountId, userId } = requireCaller();
    const shortLivedToken = this.usableToken(payload, context);
    if (shortLivedToken !== undefined) lendShortLivedToken(shortLivedToken);
    const { inputFields, actionUuid, integrationId, recipeId, triggerUuid, subscription } = payload;
    const { credentialsValues = {} } = payload;
    if (subscription) lendPlanClaim({ plan: subscription, at: context.publishedAt });
    try {
      const action = this.registry.requireAction(payload.action);
      const verifiedRequest = {
        accountId,
        userId,
        ...(shortLivedToken && { shortLivedToken }),
        ...(subscription && { subscription }),
      };
      const credentials = readCredentials(Object.keys(credentialsValues), { credentialsValues });
      const request = { inputFields, credentials, actionUuid, integrationId, recipeId, triggerUuid };
      const outputFields = await this.actions.once(action, request, verifiedRequest, context.signal);
      return { success: true, outputFields };
    } catch (error) {
      if (this.mayComeAgain(error, context)) throw error;
      return failure(error);
    }
  }

  /** The token of the request, while it is valid. */
  private usableToken(
    { shortLivedToken }: AsyncActionPayload,
    { publishedAt }: QueueHandlerContext,
  ): string | undefined {
    return this.clock.now() - publishedAt < SHORT_LIVED_TOKEN_MS ? shortLivedToken : undefined;
  }

  /** The queue retries a rate-limited action without counting the attempt, so these retries are limited by time. */
  private mayComeAgain(error: unknown, { attempt, publishedAt }: QueueHandlerContext): boolean {
    const isRateLimited = error instanceof MondayCodeAPIError && error.failure === 'rate_limited';
    if (isRateLimited) return this.clock.now() - publishedAt < MAX_RATE_LIMITED_MS;
    return !isPermanent(error) && attempt < LAST_ATTEMPT;
  }
}

function isPermanent(error: unknown): error is BaseError | HttpException {
  if (error instanceof BaseError) return error.status < 500;
  return error instanceof HttpException && error.getStatus() < 500;
}

function failure(error: unknown): object {
  if (!isPermanent(error))
    return { success: false, ...blockFailureOf('The action failed. Try again later.') };
  const { message, details, code } = describeFailure(error);
  return { success: false, ...blockFailureOf(message, details, code) };
}
