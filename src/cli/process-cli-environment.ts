import { loadConfig, readVariables, type Variables } from '../config/index.js';
import { type AppFeatures } from '../feature/index.js';
import { type CliEnvironment } from './run-cli.js';

/** The variables of this process and its `.env`, read on first use. */
export class ProcessCliEnvironment implements CliEnvironment {
  private read: Variables | undefined;

  constructor(readonly features: AppFeatures) {}

  get variables(): Variables {
    return (this.read ??= readVariables(undefined, undefined, this.features.variables));
  }

  get sandboxUrl(): string {
    return `http://127.0.0.1:${loadConfig(this.variables).sandbox.port}`;
  }
}
