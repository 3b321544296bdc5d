import { CannotRunError, readOptions, UsageError } from 'monday-persistence/command-line';
import { type Variables } from 'monday-persistence/configuration';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { npmIsGone } from 'monday-persistence/npm';
import { authorityVariables } from '../../tls/authority-files.js';
import { divertedNames, hostsFilePath, hostsLine, hostsWarning } from '../../tls/hosts-file.js';
import { type Front } from '../../tls/index.js';
import { type PlatformCommand, type PlatformContext } from '../platform-command.js';

const PORT = 443;

interface ListedUser {
  readonly account: { readonly slug: string };
}

/** Changes nothing on the machine: it says what to add to the file of host names, and to remove after it. */
export const tls: PlatformCommand = {
  words: 'tls',
  parameters: '[--port N]',
  summary:
    'serves the running platform as https://api.monday.com, auth.monday.com and the accounts, until Ctrl+C',
  async run({ arguments: given, sandbox, variables, print }) {
    const { port } = readOptions(given, { port: { type: 'string' } });
    const users = await sandbox.get<readonly ListedUser[]>('/__sandbox/users');
    const { MONDAY_API_ENDPOINT = '' } = await sandbox.get<Variables>('/__sandbox/env');
    const names = ['api', 'auth', ...new Set(users.map(({ account }) => account.slug))].map(
      (name) => `${name}.monday.com`,
    );
    const front = await start(new URL(MONDAY_API_ENDPOINT).origin, portOf(port), variables);
    await explain(front, names, { variables, print });
    const signalled = new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve));
    await Promise.race([signalled, npmIsGone()]);
    await front.close();
    await warnOfHosts({ variables, print });
    return 0;
  },
};

function portOf(text: string | undefined): number {
  const port = Number(text ?? PORT);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError('--port takes a number from 0 to 65535.');
  }
  return port;
}

async function start(target: string, port: number, variables: Variables): Promise<Front> {
  // Loaded here, because only this command makes certificates.
  const { issueServerCertificate, openAuthority, startFront } = await import('../../tls/index.js');
  const now = SYSTEM_CLOCK.now();
  const authority = await openAuthority(variables.DATA_DIR || 'data', now, variables);
  const identity = await issueServerCertificate(authority, now);
  try {
    return await startFront({ target, port, identity });
  } catch (error) {
    throw new CannotRunError(problemOf((error as NodeJS.ErrnoException).code, port));
  }
}

function problemOf(code: string | undefined, port: number): string {
  if (code === 'EACCES') {
    return `This user is not allowed to listen on port ${port}. Choose another with --port, and lead 443 to it.`;
  }
  return `Port ${port} cannot be used (${code ?? 'unknown'}). Choose another with --port.`;
}

type Printing = Pick<PlatformContext, 'variables' | 'print'>;

async function explain(
  front: Front,
  names: readonly string[],
  { variables, print }: Printing,
): Promise<void> {
  const path = hostsFilePath(variables.SystemRoot);
  const present = new Set(await divertedNames(path));
  const missing = names.filter((name) => !present.has(name));
  print(`The platform answers by TLS on port ${front.port} of 127.0.0.1, for ${names.join(', ')}.`);
  if (missing.length > 0) print(`Clients find it with this line in ${path}:\n  ${hostsLine(missing)}`);
  print('Clients trust it with these variables, which `env` prints too:');
  for (const [name, value] of Object.entries(authorityVariables(variables.DATA_DIR || 'data'))) {
    print(`  ${name}=${value}`);
  }
  await warnOfHosts({ variables, print });
}

async function warnOfHosts({ variables, print }: Printing): Promise<void> {
  const warning = await hostsWarning(hostsFilePath(variables.SystemRoot));
  if (warning) print(warning);
}
