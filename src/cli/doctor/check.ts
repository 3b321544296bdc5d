import { type AppConfig, type Variables } from '../../config/index.js';
import { type Features } from '../../feature/index.js';
import { type Finding } from './finding.js';

/** What a check is given. */
export interface CheckContext {
  /** Of the variables that are well-formed. */
  readonly config: AppConfig;
  readonly variables: Variables;
  readonly features: Features;
  /** Variables that are wrong or missing, which is reported already: what needs them cannot be checked. */
  readonly broken: ReadonlySet<string>;
  /** Limit of one question to something outside, in milliseconds. */
  readonly timeoutMs: number;
}

/** Looks at one side of a configuration, and changes nothing. */
export interface Check {
  /** What it looks at, for the report if the check itself fails. */
  readonly name: string;
  /** No findings if it does not concern this configuration. */
  run(context: CheckContext): readonly Finding[] | Promise<readonly Finding[]>;
}
