import { type ErrorDetails } from 'monday-persistence/errors';
import { textForUsers } from './text-for-users.js';

/** "This run fails", without switching the automation off (docs/monday-platform.md#block-failures). */
const SEVERITY_RUN_FAILED = 4000;
const TITLE = 'The automation could not run';

/** Texts that monday shows to a user whose automation failed permanently (docs/monday-platform.md#block-failures). */
export interface BlockFailure {
  readonly severityCode: number;
  readonly notificationErrorTitle: string;
  readonly notificationErrorDescription: string;
  readonly runtimeErrorDescription: string;
}

/**
 * The fields for a permanent failure of a block, used in replies and in callbacks of asynchronous actions.
 * @param message safe to show to the user
 * @param details details of the error; a `loginUrl` is added to the text if it is absolute
 * @param code of the error; if its message is written for developers, the user is shown another text
 */
export function blockFailureOf(message: string, details?: ErrorDetails, code?: string): BlockFailure {
  const { loginUrl } = { loginUrl: undefined, ...details } as { loginUrl?: unknown };
  // A path leads the user to monday, not to the app.
  const isUsable = typeof loginUrl === 'string' && URL.canParse(loginUrl);
  const text = code === undefined ? message : textForUsers({ code, message });
  const description = isUsable ? `${text} Log in here: ${loginUrl}` : text;
  return {
    severityCode: SEVERITY_RUN_FAILED,
    notificationErrorTitle: TITLE,
    notificationErrorDescription: description,
    runtimeErrorDescription: description,
  };
}
