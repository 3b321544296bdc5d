import 'reflect-metadata';
import { type IncomingMessage } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { makeDataFolder, type Variables } from 'monday-persistence/configuration';
import { drainServer } from 'monday-persistence/http-server';
import { appVariables } from './app-variables.js';
import { BoundedConsoleLogger } from './bounded-console-logger.js';
import { FaultMiddleware } from './faults/index.js';
import { answerBrokenBody } from './graphql/index.js';
import { keepRawBody, keepRawJson } from './keep-raw-body.js';
import { listenOnLoopback } from './listen-on-loopback.js';
import { loopbackOnly } from './loopback-only.middleware.js';
import { recordRequests } from './requests/index.js';
import {
  SandboxInProductionError,
  SandboxPortRefusedError,
  SandboxPortTakenError,
} from './sandbox.errors.js';
import { SandboxModule } from './sandbox.module.js';
import { plainFields } from './plain-fields.middleware.js';
import { portOf } from './port-of.js';
import { readSettings } from './read-settings.js';
import { BUCKET_NAME, type SandboxSettings } from './state/index.js';

/** Maximum body: a value of 6 MB, encrypted and encoded, with its envelope. */
const MAX_BODY = '12mb';
const LOOPBACK = '127.0.0.1';
/** How long requests may still run when the platform stops. */
const DRAIN_LIMIT_MS = 1_000;
const PORT_PROBLEMS: Readonly<Record<string, new (port: number, variable: string) => Error>> = {
  EADDRINUSE: SandboxPortTakenError,
  EACCES: SandboxPortRefusedError,
};

export interface SandboxOptions {
  /**
   * The app's variables (its client id, its secrets, ...); missing values are generated once and stored in `dataDir`.
   */
  readonly variables?: Variables;
  /** Default: `SANDBOX_PORT`, else 8081. 0 selects a free port. */
  readonly port?: number;
  /** Default: `SANDBOX_SMTP_PORT`, else 8025. 0 selects a free port. */
  readonly smtpPort?: number;
  /** Folder of the platform's file. */
  readonly dataDir: string;
  /** Port of the sidecar (docs/monday-platform.md#sidecar); `undefined` starts none. 0 selects a free port. */
  readonly sidecarPort?: number;
  /** Port of the Document DB (docs/local-platform.md#document-db); `undefined` starts none. 0 selects a free port. */
  readonly documentDbPort?: number;
  /** The first delay before a queue message is delivered again; default 500. */
  readonly queueRetryMs?: number;
  /** An SDL file to serve as the GraphQL API's schema, for every version; default: those of the package. */
  readonly schemaFile?: string;
  /**
   * Names of other machines whose views the console may open (docs/local-platform.md#views), as long as the client secret is
   * one that the platform generated. Default: none.
   */
  readonly viewHosts?: readonly string[];
  /** Where the app answers; default `PUBLIC_URL`, else `http://127.0.0.1:<PORT>`. */
  readonly appUrl?: string;
}

/** A platform that runs. */
export interface Sandbox {
  /** Without a trailing slash. */
  readonly url: string;
  readonly smtpPort: number;
  /** `undefined` if the sidecar is off, also because its port was taken. */
  readonly sidecarPort: number | undefined;
  /** The variables that point an app at this platform. */
  readonly variables: Readonly<Record<string, string>>;
  /** Sets the address of the app, if it was not known at startup. */
  useApp(url: string): void;
  close(): Promise<void>;
}

/**
 * Starts the local platform in this process, on loopback only.
 * @throws SandboxInProductionError | SandboxPortTakenError | SandboxPortRefusedError | ConfigurationError
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const variables = options.variables ?? {};
  if (variables.NODE_ENV === 'production') throw new SandboxInProductionError();
  makeDataFolder(options.dataDir);
  const settings = readSettings(variables, options);
  const port = options.port ?? portOf(variables, 'SANDBOX_PORT', 8081);
  settings.queueRetryMs = options.queueRetryMs ?? settings.queueRetryMs;
  const app = await NestFactory.create<NestExpressApplication>(
    SandboxModule.forRoot(settings, options.dataDir),
    {
      abortOnError: false,
      bodyParser: false,
      logger: new BoundedConsoleLogger({ logLevels: ['error', 'warn'] }),
    },
  );
  prepare(app);
  await listen(app, port, settings);
  return {
    url: settings.url,
    smtpPort: settings.smtpPort,
    sidecarPort: settings.sidecarPort,
    variables: appVariables(settings),
    useApp: (url) => {
      settings.appUrl = url.replace(/(?<!\/)\/+$/, '');
    },
    close: async () => {
      // Nest alone would wait without end for a connection whose request is not complete.
      const drained = drainServer(app.getHttpServer(), DRAIN_LIMIT_MS);
      await app.close();
      await drained;
    },
  };
}

function prepare(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(recordRequests(app), loopbackOnly(), app.get(FaultMiddleware).middleware());
  app.useBodyParser('json', {
    limit: MAX_BODY,
    verify: keepRawJson,
    type: (request) => isJson(request) && !isUpload(request),
  });
  app.useBodyParser('urlencoded', {
    limit: '64kb',
    verify: keepRawBody,
    extended: false,
    type: (request) => isForm(request) && !isUpload(request),
  });
  app.use(answerBrokenBody(), plainFields());
}

/** Bytes of files and objects are stored unchanged. */
const UPLOADS = ['/__sandbox/uploads/', '/upload/', `/${BUCKET_NAME}/`];

function isUpload({ url = '' }: IncomingMessage): boolean {
  return UPLOADS.some((path) => url.startsWith(path));
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '');
}

function isForm({ headers }: IncomingMessage): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headers['content-type'] ?? '');
}

async function listen(app: NestExpressApplication, port: number, settings: SandboxSettings): Promise<void> {
  const server = app.getHttpServer();
  try {
    await app.init();
    // Not `app.listen`, which also logs an error that is explained better below.
    settings.url = `http://${LOOPBACK}:${await listenOnLoopback(server, port)}`;
  } catch (error) {
    await app.close().catch(() => undefined);
    const { code, port: taken = port } = error as NodeJS.ErrnoException & { port?: number };
    const Problem = PORT_PROBLEMS[code ?? ''];
    if (!Problem) throw error;
    throw new Problem(taken, taken === settings.smtpPort ? 'SANDBOX_SMTP_PORT' : 'SANDBOX_PORT');
  }
}
