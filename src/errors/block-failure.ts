import { type ErrorDetails } from 'monday-persistence/errors';

/** "This run fails", without switching the automation off (docs/monday-platform.md#block-failures). */
const SEVERITY_RUN_FAILED = 4000;
const TITLE = 'The automation could not run';

/** What monday shows to a user whose automation failed for good (docs/monday-platform.md#block-failures). */
export interface BlockFailure {
  readonly severityCode: number;
  readonly notificationErrorTitle: string;
  readonly notificationErrorDescription: string;
  readonly runtimeErrorDescription: string;
}

/**
 * The fields of a block that failed for good, in a reply and in the callback of an asynchronous action alike.
 * @param message safe to show to the user
 * @param details of the error; a `loginUrl` among them is added to the text
 */
export function blockFailureOf(message: string, details?: ErrorDetails): BlockFailure {
  const { loginUrl } = { loginUrl: undefined, ...details } as { loginUrl?: unknown };
  const description = typeof loginUrl === 'string' ? `${message} Log in here: ${loginUrl}` : message;
  return {
    severityCode: SEVERITY_RUN_FAILED,
    notificationErrorTitle: TITLE,
    notificationErrorDescription: description,
    runtimeErrorDescription: description,
  };
}
