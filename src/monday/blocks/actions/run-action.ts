import { MondayGraphQLError } from '../../client/index.js';
import { type VerifiedRequest } from '../../requests/index.js';
import { ActionRefusedError } from '../blocks.errors.js';
import { type RegisteredAction } from '../block.registry.js';
import { parseInput } from '../../input/index.js';
import { type ActionRequest } from './action-request.js';

export interface ActionRun {
  readonly request: Omit<ActionRequest, 'callbackUrl'>;
  readonly verifiedRequest: VerifiedRequest;
  readonly signal: AbortSignal;
}

/**
 * Runs an action and resolves to its output fields.
 * @throws ValidationFailedException on wrong input
 * @throws ActionRefusedError if monday refused permanently; monday would retry a 502 for half an hour
 */
export async function runAction(
  action: RegisteredAction,
  { request, verifiedRequest, signal }: ActionRun,
): Promise<object> {
  const { inputFields, ...ofRequest } = request;
  const input = await parseInput(action.input, inputFields);
  try {
    const context = { ...verifiedRequest, ...ofRequest, signal };
    return (await action.run(input, context)) ?? {};
  } catch (error) {
    throw isRefusal(error) ? new ActionRefusedError(error) : error;
  }
}

function isRefusal(error: unknown): boolean {
  const reasons: readonly string[] = ['permission', 'not_found', 'validation'];
  // An error of the client is not retried, and says more than the replacement would.
  return error instanceof MondayGraphQLError && error.status >= 500 && reasons.includes(error.reason);
}
