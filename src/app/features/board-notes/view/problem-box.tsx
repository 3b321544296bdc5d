import { type JSX } from 'react';
import { AttentionBox } from '@vibe/core';
import { type Problem } from './problem.js';
import { useLogin } from './use-login.js';

const BLOCKED = 'The browser blocked the window. Allow pop-ups for this page, and connect again.';
const TEXTS = {
  connect: 'The app needs your permission in monday again. What you wrote is still here.',
  session: 'Your session in monday has ended. Reload the page.',
  monday:
    'monday does not say who you are. What you wrote is still here. Try again later, or reload the page.',
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
  const { isBlocked, connect } = useLogin(onConnected);
  const retry = onRetry && { text: 'Try again', onClick: onRetry };
  if (problem.kind !== 'connect')
    return <AttentionBox type="negative" text={textOf(problem)} action={retry} />;
  const action = { text: 'Connect', onClick: () => void connect() };
  return <AttentionBox type="negative" text={isBlocked ? BLOCKED : TEXTS.connect} action={action} />;
}

const textOf = (problem: Problem): string =>
  problem.kind === 'refused' ? problem.message : TEXTS[problem.kind];
