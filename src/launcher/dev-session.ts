import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { environmentOf, loadConfig, type Profile, type Variables } from '../config/index.js';
import { nodeOptionsOf, variablesOfProfile } from './profile-variables.js';
import { LaunchedProcess } from './launched-process.js';
import { claimPorts } from './ports.js';
import { waitUntilReady } from './wait-until-ready.js';

const LOOPBACK = '127.0.0.1';
const REQUEST_TIMEOUT_MS = 5_000;
const MAX_REPLY_BYTES = 100_000;
/** How long a restart waits for requests and jobs that still run, such as one that hangs and is being repaired. */
const RESTART_LIMIT_MS = 1_000;
/** Without it, what requests leave behind takes up to 45 MB more, and nothing is faster. */
const PLATFORM_OPTIONS = ['--max-semi-space-size=4'];
const required = createRequire(__filename);

/** The files of the two programs. */
export interface DevPrograms {
  /** The compiled program of the app. */
  readonly app: string;
  /** That of the local platform; default is the installed package. */
  readonly platform?: string;
}

export interface DevSessionOptions {
  readonly programs: DevPrograms;
  /** Runs the app as there, on the local platform: with its drivers, limits and refusals. */
  readonly profile?: Profile;
  /** The port of Node's inspector in the app. */
  readonly inspectPort?: number;
  /** Hosts other than this machine whose views the local platform opens. */
  readonly viewHosts?: readonly string[];
}

interface Started extends DevSessionOptions {
  /** For both processes. */
  readonly environment: Variables;
  /** Whether the app serves `/docs`. */
  readonly hasDocs: boolean;
}

/** The app and the local platform as two processes that start and stop together. */
export class DevSession {
  readonly appUrl: string;
  readonly platformUrl: string;
  readonly hasDocs: boolean;
  private app: LaunchedProcess | undefined;
  private readonly platform: LaunchedProcess;
  private readonly stopping = new AbortController();

  private constructor(private readonly started: Started) {
    const { environment, hasDocs, viewHosts = [] } = started;
    this.appUrl = `http://${LOOPBACK}:${environment['PORT']}`;
    this.platformUrl = `http://${LOOPBACK}:${environment['SANDBOX_PORT']}`;
    this.hasDocs = hasDocs;
    const script = started.programs.platform ?? required.resolve('monday-local-platform/main');
    const words = viewHosts.flatMap((name) => ['--allow-host', name]);
    const launched = { script, words, variables: environment, options: PLATFORM_OPTIONS };
    this.platform = new LaunchedProcess('local platform', launched);
  }

  /**
   * Starts both. They share a token generated for this start, with which the console can use the app's `/__dev` routes.
   * @param ended ends the wait for the platform, whose variables an app with a profile needs; then there is no app
   * @throws ConfigurationError | PortTakenError | PortRefusedError | PortSharedError | NoFreePortError | NotReadyError
   */
  static async start(
    variables: Variables,
    options: DevSessionOptions,
    ended: Promise<unknown>,
  ): Promise<DevSession> {
    const { profile, inspectPort } = options;
    // What the profile adds is known once the platform runs; the app itself checks the result.
    const { http, sandbox } = loadConfig({ ...variables, ...(profile && { APP_PROFILE: 'local' }) });
    const ports = await claimPorts([
      { port: http.port, variable: 'PORT', host: http.host },
      { port: sandbox.port, variable: 'SANDBOX_PORT', host: LOOPBACK },
      { port: sandbox.smtpPort, variable: 'SANDBOX_SMTP_PORT', host: LOOPBACK },
      // Its queue is the one of monday code.
      ...(profile === 'monday-code'
        ? [{ port: sandbox.sidecarPort, variable: 'SIDECAR_PORT', host: LOOPBACK }]
        : []),
    ]);
    // Node would go on without its inspector.
    if (inspectPort) await claimPorts([{ port: inspectPort, variable: '--inspect-port', host: LOOPBACK }]);
    const environment = environmentOf(variables, {
      ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
      DEV_TOKEN: randomBytes(24).toString('base64url'),
      SANDBOX_PROVIDER_URL: `http://${LOOPBACK}:${ports['SANDBOX_PORT']}/__sandbox/provider`,
    });
    const session = new DevSession({ ...options, environment, hasDocs: http.docs });
    try {
      await Promise.race([session.launchApp(), session.platformEnded(), ended]);
    } catch (error) {
      await session.stop();
      throw error;
    }
    return session;
  }

  /** Resolves when both answer. @throws NotReadyError, or an AbortError if it was stopped */
  async ready(): Promise<void> {
    await Promise.all([this.appReady(), this.platformReady()]);
  }

  /**
   * Resolves when the app answers.
   * @param signal ends the wait
   * @throws NotReadyError, or an AbortError if it was stopped or the wait was ended
   */
  appReady(signal?: AbortSignal): Promise<void> {
    const either = AbortSignal.any([this.stopping.signal, ...(signal ? [signal] : [])]);
    return waitUntilReady('app', `${this.appUrl}/health/live`, either);
  }

  /** Resolves when the local platform answers. @throws NotReadyError, or an AbortError if it was stopped */
  platformReady(): Promise<void> {
    return waitUntilReady('local platform', `${this.platformUrl}/__sandbox/health`, this.stopping.signal);
  }

  get isAppRunning(): boolean {
    return this.app?.isRunning ?? false;
  }

  /** Resolves when the app that runs now has ended, to a sentence with its exit status. */
  appEnded(): Promise<string> {
    return sentenceAtEnd(this.app);
  }

  /** Resolves when the local platform has ended, to a sentence with its exit status. */
  platformEnded(): Promise<string> {
    return sentenceAtEnd(this.platform);
  }

  /** Stops the app and starts it from its files as they are now; the local platform goes on. Does not wait until it answers. */
  async restartApp(): Promise<void> {
    await this.app?.stop(RESTART_LIMIT_MS);
    await this.launchApp();
  }

  /** Stops both processes; resolves when they have ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.app?.stop(), this.platform.stop()]);
  }

  private async launchApp(): Promise<void> {
    const { programs, environment, profile, inspectPort } = this.started;
    const inspector = inspectPort === undefined ? [] : [`--inspect=${LOOPBACK}:${inspectPort}`];
    const launched =
      profile === undefined
        ? { variables: environment, options: inspector }
        : {
            variables: await this.variablesIn(profile),
            options: [
              ...inspector,
              ...nodeOptionsOf(profile, required.resolve('monday-local-platform/preload')),
            ],
          };
    // Nothing would stop it.
    this.stopping.signal.throwIfAborted();
    this.app = new LaunchedProcess('app', { script: programs.app, ...launched });
  }

  private async variablesIn(profile: Profile): Promise<Variables> {
    await this.platformReady();
    const { environment } = this.started;
    const own = variablesOfProfile(profile, environment, await this.platformVariables(), this.appUrl);
    return environmentOf(environment, own);
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
}

async function sentenceAtEnd(launched: LaunchedProcess | undefined): Promise<string> {
  return launched
    ? `The ${launched.name} has ended (${await launched.ended}).`
    : new Promise(() => undefined);
}
