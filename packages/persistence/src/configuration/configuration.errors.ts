/** A problem with a variable. Never contains its value. */
export interface ConfigurationProblem {
  readonly name: string;
  readonly problem: string;
}

/** The configuration is invalid. Lists all invalid and missing variables. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(['The configuration is invalid:', ...problems.map((p) => `  ${p.name}: ${p.problem}`)].join('\n'));
  }
}
