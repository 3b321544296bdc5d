import { type JSX } from 'react';
import { AttentionBox } from '@vibe/core';
import { logIn } from './login.js';
import { type Problem } from './problem.js';

const TEXTS = {
  connect: 'Your connection to monday has ended. What you wrote is still here.',
  session: 'Your session in monday has ended. Reload the page.',
  store: 'Notes need a store with collections, such as Postgres or the Document DB. The app has another one.',
  unreachable: 'The app does not answer. What you wrote is still here.',
};

interface ProblemBoxProps {
  readonly problem: Problem;
  readonly onRetry?: () => void;
  /** Called after the user has connected again. */
  readonly onConnected: () => void;
}

/** What went wrong, with a button to try again or to connect. */
export function ProblemBox({ problem, onRetry, onConnected }: ProblemBoxProps): JSX.Element {
  const text = problem.kind === 'refused' ? problem.message : TEXTS[problem.kind];
  const retry = onRetry && { text: 'Try again', onClick: onRetry };
  const connect = { text: 'Connect', onClick: () => void logIn().then(onConnected) };
  const action = problem.kind === 'connect' ? connect : retry;
  return <AttentionBox type="negative" text={text} action={action} />;
}
