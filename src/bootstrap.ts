import { type DynamicModule, type LoggerService, type NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { FrameworkModule, type AppImports } from './framework.module.js';
import { AppConfig, type Variables } from './config/index.js';
import { serveDocs } from './docs/index.js';
import { findFeatures, readFeatureVariables } from './feature/index.js';
import { applyHttpRules, FastExpressAdapter, SERVER_LIMITS } from './http/index.js';
import { AppLogger } from './logging/index.js';
import { logHome, settleHome } from './persistence/index.js';
import { serveViews } from './view/index.js';

export interface CreateAppOptions {
  /** Additional modules. */
  readonly imports?: AppImports;
  /**
   * Creates the Nest application in another way than `NestFactory.create`, for example from a testing module with
   * overridden providers. The HTTP rules are applied to whatever it returns.
   */
  readonly create?: (
    module: DynamicModule,
    adapter: FastExpressAdapter,
    options: NestApplicationOptions,
  ) => Promise<NestExpressApplication>;
  /** `false` is silent; default is the app's own structured log. */
  readonly logger?: LoggerService | false;
}

/**
 * The variables that are set, including those that the features of these modules declare, and the drivers that they choose.
 * @throws DeclarationError | ConfigurationError
 */
export const readVariablesFor = (imports: AppImports): Variables =>
  readFeatureVariables(findFeatures(imports));

/**
 * The whole app, ready to `listen` or `init`: what main.ts starts and what the tests drive.
 * @throws DeclarationError if a declaration of a feature is invalid
 * @throws ConfigurationError if the variables are invalid
 */
export async function createApp(
  variables: Variables,
  options: CreateAppOptions = {},
): Promise<NestExpressApplication> {
  const create: NonNullable<CreateAppOptions['create']> =
    options.create ?? ((...args) => NestFactory.create<NestExpressApplication>(...args));
  const settled = await settleHome(variables, { starts: true });
  const app = await create(
    FrameworkModule.forRoot(settled.variables, options.imports),
    new FastExpressAdapter(SERVER_LIMITS),
    {
      abortOnError: false,
      bodyParser: false,
      // Buffers logs until the app's logger exists. If the creation fails, the caller reports the error.
      bufferLogs: true,
      autoFlushLogs: false,
      ...(options.logger === undefined ? {} : { logger: options.logger }),
    },
  );
  if (options.logger === undefined) app.useLogger(app.get(AppLogger));
  app.flushLogs();
  const config = app.get(AppConfig);
  logHome(config, settled.reason);
  applyHttpRules(app, config);
  serveViews(app);
  if (config.http.docs) serveDocs(app);
  return app;
}
