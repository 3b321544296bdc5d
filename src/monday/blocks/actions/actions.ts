import { Injectable } from '@nestjs/common';
import { withDeadline } from 'monday-persistence/deadline';
import { QueueService } from '../../../queue/index.js';
import { type VerifiedRequest } from '../../requests/index.js';
import { BlockRegistry, type RegisteredAction } from '../block.registry.js';
import { ActionRunningError } from '../blocks.errors.js';
import { CredentialsRegistry } from '../credentials/credentials.registry.js';
import { credentialsValuesOf } from '../credentials/read-credentials.js';
import { MondayAddresses } from '../monday-addresses.js';
import { ActionRuns } from '../runs/action-runs.js';
import { readActionRequest, type ActionRequest } from './action-request.js';
import { ASYNC_ACTION, type AsyncActionPayload } from './async-action.dto.js';
import { runAction } from './run-action.js';

/** The reply to an action run (docs/monday-platform.md#action-runs). */
export type ActionAnswer =
  | { readonly outputFields: object }
  | { readonly status: 'received'; readonly message: string; readonly actionUuid: string | undefined };

/** Executes the action runs of monday, each run once. */
@Injectable()
export class Actions {
  constructor(
    private readonly registry: BlockRegistry,
    private readonly runs: ActionRuns,
    private readonly queue: QueueService,
    private readonly addresses: MondayAddresses,
    private readonly credentials: CredentialsRegistry,
  ) {}

  /**
   * @param body as monday sent it
   * @throws BlockNotFoundError | ValidationFailedException | CallbackUrlRefusedError | CredentialsMissingError
   * @throws ActionRunningError at the deadline, or while an earlier delivery is running
   */
  async handle(name: string, body: unknown, verifiedRequest: VerifiedRequest): Promise<ActionAnswer> {
    const action = this.registry.requireAction(name);
    const { callbackUrl, ...request } = readActionRequest(body, this.credentials.keysOf(`action "${name}"`));
    if (callbackUrl !== undefined) return this.accept(action, request, callbackUrl, verifiedRequest);
    const deadline = new AbortController();
    const run = this.once(action, request, verifiedRequest, deadline.signal);
    // At the deadline, monday is asked to retry. The run continues, and its result is stored for the retry.
    const outputFields = await withDeadline(run, action.deadlineSeconds * 1_000, () => {
      deadline.abort();
      throw new ActionRunningError();
    });
    return { outputFields };
  }

  /**
   * Runs the action, or returns the stored reply of an earlier delivery of this run.
   * @throws ActionRunningError while an earlier delivery is running
   */
  async once(
    action: RegisteredAction,
    request: Omit<ActionRequest, 'callbackUrl'>,
    verifiedRequest: VerifiedRequest,
    signal: AbortSignal,
  ): Promise<object> {
    const run = { request, verifiedRequest, signal };
    if (request.actionUuid === undefined) return runAction(action, run);
    const begun = await this.runs.begin(action.name, request.actionUuid);
    if ('answer' in begun) return begun.answer;
    try {
      const output = await runAction(action, run);
      await begun.lease.finish(output);
      return output;
    } catch (error) {
      await begun.lease.release();
      throw error;
    }
  }

  /** Starts an asynchronous run: the queue executes it and posts the result to the callback. */
  private async accept(
    action: RegisteredAction,
    { credentials, ...request }: Omit<ActionRequest, 'callbackUrl'>,
    callbackUrl: string,
    { shortLivedToken, subscription }: VerifiedRequest,
  ): Promise<ActionAnswer> {
    this.addresses.check(callbackUrl);
    const { actionUuid } = request;
    const payload: AsyncActionPayload = {
      action: action.name,
      ...request,
      callbackUrl,
      credentialsValues: credentialsValuesOf(credentials),
      subscription,
      shortLivedToken,
    };
    await this.queue.publish(ASYNC_ACTION, payload, { idempotencyKey: actionUuid });
    return { status: 'received', message: 'The action is running.', actionUuid };
  }
}
