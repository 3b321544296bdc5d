/** One thing wrong with one variable. Never carries its value. */
export interface ConfigurationProblem {
  readonly name: string;
  readonly problem: string;
}

/** The configuration cannot be used. Names every variable that is wrong or missing, all at once. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(['The configuration is invalid:', ...problems.map((p) => `  ${p.name}: ${p.problem}`)].join('\n'));
  }
}
