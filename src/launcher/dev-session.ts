import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { environmentOf, loadConfig, type Profile, type Variables } from '../config/index.js';
import { nodeOptionsOf, variablesOfHome } from './home.js';
import { LaunchedProcess } from './launched-process.js';
import { claimPort } from './ports.js';
import { waitUntilReady } from './wait-until-ready.js';

const LOOPBACK = '127.0.0.1';
const REQUEST_TIMEOUT_MS = 5_000;
const MAX_REPLY_BYTES = 100_000;
const required = createRequire(__filename);
const PLATFORM = required.resolve('monday-local-platform/main');
const PRELOAD = required.resolve('monday-local-platform/preload');

interface Started {
  /** The folder of the compiled app. */
  readonly programs: string;
  /** For both processes. */
  readonly environment: Variables;
  /** Whether the app serves `/docs`. */
  readonly hasDocs: boolean;
  /** The home that the app runs as, if it is given. */
  readonly home?: Profile;
}

/** The app and the local platform as two processes that start and stop together. */
export class DevSession {
  readonly appUrl: string;
  readonly platformUrl: string;
  readonly hasDocs: boolean;
  private readonly processes: LaunchedProcess[] = [];
  private readonly stopping = new AbortController();

  private constructor(private readonly started: Started) {
    const { environment, hasDocs } = started;
    this.appUrl = `http://${LOOPBACK}:${environment['PORT']}`;
    this.platformUrl = `http://${LOOPBACK}:${environment['SANDBOX_PORT']}`;
    this.hasDocs = hasDocs;
  }

  /**
   * Starts both. They share a token generated for this start, with which the console can use the app's `/__dev` routes.
   * @param programs the folder of the compiled app
   * @param home runs the app as there, on the local platform: with its drivers, limits and refusals
   * @throws ConfigurationError | PortTakenError | NotReadyError
   */
  static async start(programs: string, variables: Variables, home?: Profile): Promise<DevSession> {
    // What the home adds is known once the platform runs; the app itself checks the result.
    const { http, sandbox } = loadConfig({ ...variables, ...(home && { APP_PROFILE: 'local' }) });
    const ports = {
      PORT: await claimPort({ port: http.port, variable: 'PORT', host: http.host }),
      SANDBOX_PORT: await claimPort({ port: sandbox.port, variable: 'SANDBOX_PORT', host: LOOPBACK }),
      SANDBOX_SMTP_PORT: await claimPort({
        port: sandbox.smtpPort,
        variable: 'SANDBOX_SMTP_PORT',
        host: LOOPBACK,
      }),
      // Its queue is the one of monday code.
      ...(home === 'monday-code' && {
        SIDECAR_PORT: await claimPort({
          port: sandbox.sidecarPort,
          variable: 'SIDECAR_PORT',
          host: LOOPBACK,
        }),
      }),
    };
    const environment = environmentOf(variables, {
      ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
      DEV_TOKEN: randomBytes(24).toString('base64url'),
    });
    const session = new DevSession({ programs, environment, hasDocs: http.docs, ...(home && { home }) });
    session.launch('local platform', PLATFORM, environment);
    await session.launchApp();
    return session;
  }

  /** Resolves when both answer. @throws NotReadyError, or an AbortError if it was stopped */
  async ready(): Promise<void> {
    await Promise.all([
      waitUntilReady('app', `${this.appUrl}/health/live`, this.stopping.signal),
      this.platformReady(),
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

  private async launchApp(): Promise<void> {
    const { programs, environment, home } = this.started;
    const script = join(programs, 'main.js');
    if (home === undefined) return this.launch('app', script, environment);
    try {
      await this.platformReady();
      const platform = await this.platformVariables();
      const own = variablesOfHome(home, environment, platform, this.appUrl);
      const options = nodeOptionsOf(home, PRELOAD);
      this.launch('app', script, environmentOf(environment, own), options);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private platformReady(): Promise<void> {
    return waitUntilReady('local platform', `${this.platformUrl}/__sandbox/health`, this.stopping.signal);
  }

  private async platformVariables(): Promise<Variables> {
    const url = `${this.platformUrl}/__sandbox/env`;
    const reply = await sendHttpRequest({
      method: 'GET',
      url,
      timeoutMs: REQUEST_TIMEOUT_MS,
      maxResponseBytes: MAX_REPLY_BYTES,
    });
    return reply.json() as Variables;
  }

  private launch(
    name: string,
    script: string,
    environment: Variables,
    options: readonly string[] = [],
  ): void {
    const { programs } = this.started;
    this.processes.push(new LaunchedProcess(name, { programs, script, variables: environment, options }));
  }
}
