import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { environmentOf, loadConfig, type Variables } from '../config/index.js';
import { LaunchedProcess } from './launched-process.js';
import { claimPort } from './ports.js';
import { waitUntilReady } from './wait-until-ready.js';

const LOOPBACK = '127.0.0.1';
const PLATFORM = createRequire(__filename).resolve('monday-local-platform/main');

/** The app and the local platform as two processes that start and stop together. */
export class DevSession {
  readonly appUrl: string;
  readonly platformUrl: string;
  private readonly processes: readonly LaunchedProcess[];
  private readonly stopping = new AbortController();

  /** @param hasDocs whether the app serves `/docs` */
  private constructor(
    programs: string,
    environment: Variables,
    readonly hasDocs: boolean,
  ) {
    this.appUrl = `http://${LOOPBACK}:${environment.PORT}`;
    this.platformUrl = `http://${LOOPBACK}:${environment.SANDBOX_PORT}`;
    this.processes = [
      new LaunchedProcess('local platform', programs, PLATFORM, environment),
      new LaunchedProcess('app', programs, join(programs, 'main.js'), environment),
    ];
  }

  /**
   * Starts both. They share a token generated for this start, with which the console can use the app's `/__dev` routes.
   * @param programs the folder of the compiled app
   * @throws ConfigurationError | PortTakenError
   */
  static async start(programs: string, variables: Variables): Promise<DevSession> {
    const { http, sandbox } = loadConfig(variables);
    const ports = {
      PORT: await claimPort({ port: http.port, variable: 'PORT', host: '0.0.0.0' }),
      SANDBOX_PORT: await claimPort({ port: sandbox.port, variable: 'SANDBOX_PORT', host: LOOPBACK }),
      SANDBOX_SMTP_PORT: await claimPort({
        port: sandbox.smtpPort,
        variable: 'SANDBOX_SMTP_PORT',
        host: LOOPBACK,
      }),
    };
    const environment = environmentOf(variables, {
      ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
      DEV_TOKEN: randomBytes(24).toString('base64url'),
    });
    return new DevSession(programs, environment, http.docs);
  }

  /** Resolves when both answer. @throws NotReadyError, or an AbortError if it was stopped */
  async ready(): Promise<void> {
    const { signal } = this.stopping;
    await Promise.all([
      waitUntilReady('app', `${this.appUrl}/health/live`, signal),
      waitUntilReady('local platform', `${this.platformUrl}/__sandbox/health`, signal),
    ]);
  }

  /** Resolves when one of the two has ended, to a sentence with its name and exit status. */
  async ended(): Promise<string> {
    return Promise.race(
      this.processes.map(async (each) => `The ${each.name} has ended (${await each.ended}).`),
    );
  }

  /** Stops all running processes; resolves when they have ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.processes.map((each) => each.stop()));
  }
}
