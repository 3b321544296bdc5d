import { type JSX } from 'react';
import { AttentionBox } from '@vibe/core';
import { type Problem } from './problem.js';

const TEXTS = {
  connect: 'Your connection to monday has ended. Reload the view to connect again.',
  session: 'Your session in monday has ended. Reload the page.',
  unreachable: 'The app does not answer. What you wrote is still here.',
};

interface ProblemBoxProps {
  readonly problem: Problem;
  readonly onRetry?: () => void;
}

/** One line on what went wrong, with a button to try again. */
export function ProblemBox({ problem, onRetry }: ProblemBoxProps): JSX.Element {
  const text = problem.kind === 'refused' ? problem.message : TEXTS[problem.kind];
  const action = onRetry && { text: 'Try again', onClick: onRetry };
  return <AttentionBox type="negative" compact text={text} action={action} />;
}
