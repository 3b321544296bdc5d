import { randomUUID } from 'node:crypto';

/** What `POST /__sandbox/blocks/:action` takes. */
export interface BlockRunOptions {
  /** Of the app's route, if it is not the one that our own app has. */
  readonly path?: string;
  /** Default: the first user of the platform. */
  readonly userId?: string;
  readonly inputFields?: Readonly<Record<string, unknown>>;
  /** Repeats an earlier run; default is a new one. */
  readonly actionUuid?: string;
  /** Whether the block is marked as asynchronous, and so gets a `callbackUrl`. */
  readonly async?: boolean;
}

/** The body of an action's run (docs/monday-platform.md#action-runs). */
export function actionBody(options: BlockRunOptions, callbackUrl: string | undefined): object {
  const { inputFields = {}, actionUuid = randomUUID() } = options;
  return {
    payload: {
      blockKind: 'action',
      credentialsValues: {},
      inboundFieldValues: inputFields,
      inputFields,
      recipeId: 629_280,
      integrationId: 398_528_596,
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
    },
    runtimeMetadata: { actionUuid, triggerUuid: randomUUID() },
  };
}
