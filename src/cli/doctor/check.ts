import { type AppConfig, type Variables } from '../../config/index.js';
import { type AppFeatures } from '../../feature/index.js';
import { type Finding } from './finding.js';

/** What a check is given. */
export interface CheckContext {
  /** Of the variables that are well-formed. */
  readonly config: AppConfig;
  readonly variables: Variables;
  readonly features: AppFeatures;
  /** Invalid or missing variables, which are already reported. Checks that need them are skipped. */
  readonly broken: ReadonlySet<string>;
  /** Timeout of one external request, in milliseconds. */
  readonly timeoutMs: number;
}

/** Checks one part of a configuration, without changes. */
export interface Check {
  /** Subject of the check, reported if the check itself fails. */
  readonly name: string;
  /** Returns no findings if the check does not apply to this configuration. */
  run(context: CheckContext): readonly Finding[] | Promise<readonly Finding[]>;
}
