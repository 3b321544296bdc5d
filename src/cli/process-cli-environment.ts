import { ConfigurationError, inspectConfig, type Variables } from '../config/index.js';
import { readFeatureVariables, type AppFeatures } from '../feature/index.js';
import { type LoadApp } from './load-app.js';
import { type CliEnvironment } from './run-cli.js';

/** The variables of this process and its `.env`, read on first use. */
export class ProcessCliEnvironment implements CliEnvironment {
  private read: Variables | undefined;

  constructor(
    readonly features: AppFeatures,
    readonly loadApp?: LoadApp,
  ) {}

  get variables(): Variables {
    return (this.read ??= readFeatureVariables(this.features));
  }

  get sandboxUrl(): string {
    // The platform works while the app's own configuration is incomplete.
    const { config, problems } = inspectConfig(this.variables);
    const ofPort = problems.filter(({ name }) => name === 'SANDBOX_PORT');
    if (ofPort.length > 0) throw new ConfigurationError(ofPort);
    return `http://127.0.0.1:${config.sandbox.port}`;
  }
}
