import { type AddressInfo } from 'node:net';
import { type InjectionToken, type LoggerService, type ModuleMetadata } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { createApp, type CreateAppOptions } from '../bootstrap.js';
import { VARIABLES, type Variables } from '../config/index.js';
import { findFeatures } from '../feature/index.js';
import { LogDestination } from '../logging/index.js';
import { chosenObserver } from './app-observer.js';
import { type AppEnvironment, type AppUnderTest } from './app-target.js';
import { testVariables } from './test-variables.js';

const LOOPBACK = '127.0.0.1';

/** A module that can be imported. */
type ImportedModule = NonNullable<ModuleMetadata['imports']>[number];

/** A replacement for a provider of the app. */
export interface Override {
  readonly token: InjectionToken;
  readonly value: unknown;
}

/** Members of an app that are available only in the process of the test. */
export interface InProcessOptions {
  /** Modules in addition to the app's, such as the module under test. */
  readonly imports?: readonly ImportedModule[];
  readonly overrides?: readonly Override[];
  /** Default: silent. */
  readonly logger?: LoggerService;
}

/** The app in the process of the test. */
export class InProcessApp implements AppUnderTest {
  private running: NestExpressApplication | undefined;
  private port = 0;

  constructor(
    private readonly environment: AppEnvironment,
    private readonly options: InProcessOptions,
  ) {}

  /** @throws Error while it is stopped */
  get app(): NestExpressApplication {
    if (this.running === undefined) throw new Error('The app does not run.');
    return this.running;
  }

  get url(): string {
    return `http://${LOOPBACK}:${this.port}`;
  }

  variables(): Variables {
    return this.app.get<Variables>(VARIABLES);
  }

  async start(): Promise<void> {
    const { dataDir, platform, given } = this.environment;
    const { imports, logger, overrides: asked = [] } = this.options;
    const observer = logger === undefined ? chosenObserver() : undefined;
    const loud = observer ? { LOG_LEVEL: 'trace', ...given } : given;
    const variables = testVariables(dataDir, platform.variables, loud, findFeatures(imports ?? []).variables);
    const log = observer?.started(variables);
    const overrides = log ? [...asked, { token: LogDestination, value: log }] : asked;
    this.running = await createApp(variables, {
      ...(!observer && { logger: logger ?? false }),
      ...(imports && { imports }),
      ...(overrides.length > 0 && { create: creatorWith(overrides) }),
    });
    await this.running.listen(this.port, LOOPBACK);
    this.port = (this.running.getHttpServer().address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.running?.close();
  }
}

/** `@nestjs/testing` is loaded only here, so that an app without overrides does not need it. */
function creatorWith(overrides: readonly Override[]): CreateAppOptions['create'] {
  return async (module, adapter, options) => {
    const { Test } = await import('@nestjs/testing');
    const builder = Test.createTestingModule({ imports: [module] });
    for (const { token, value } of overrides) builder.overrideProvider(token).useValue(value);
    return (await builder.compile()).createNestApplication<NestExpressApplication>(adapter, options);
  };
}
