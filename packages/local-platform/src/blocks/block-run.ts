import { randomUUID } from 'node:crypto';
import { type Values } from '../connections/index.js';

/** Body of `POST /__sandbox/blocks/:action`. */
export interface BlockRunOptions {
  /** Path of the app's route, if it differs from the default. */
  readonly path?: string;
  /** Default: the first user of the platform. */
  readonly userId?: string;
  readonly inputFields?: Readonly<Record<string, unknown>>;
  /** Repeats an earlier run; default is a new run. */
  readonly actionUuid?: string;
  /** Whether the block is asynchronous and receives a `callbackUrl`. */
  readonly async?: boolean;
  /** Whether the token follows `Bearer`. */
  readonly bearer?: boolean;
  /** Ids of connections by the keys of the block; default those that the user connected last. */
  readonly connections?: Readonly<Record<string, unknown>>;
}

/** The automation that all blocks are part of. */
export const AUTOMATION = { recipeId: 629_280, integrationId: 398_528_596 } as const;
/** Only requests for fields name it. */
export const AUTOMATION_ID = 10_000_006;

/** The body of an action's run (docs/monday-platform.md#action-runs). */
export function actionBody(
  options: BlockRunOptions,
  callbackUrl: string | undefined,
  credentialsValues: Values,
): object {
  const { inputFields = {}, actionUuid = randomUUID() } = options;
  return {
    payload: {
      blockKind: 'action',
      credentialsValues,
      inboundFieldValues: inputFields,
      inputFields,
      ...AUTOMATION,
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
    },
    runtimeMetadata: { actionUuid, triggerUuid: randomUUID() },
  };
}
