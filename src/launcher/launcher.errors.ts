/** What prevents `npm run dev`; its message says what to do. */
export abstract class LauncherError extends Error {}

/** A required port is in use by another process. */
export class PortTakenError extends LauncherError {
  override readonly name = 'PortTakenError';

  constructor(
    readonly port: number,
    readonly variable: string,
    platform = process.platform,
  ) {
    const find = platform === 'win32' ? `netstat -ano | findstr :${port}` : `lsof -i :${port}`;
    super(
      `Port ${port} is in use. Stop the process that uses it (find it with ${find}), or choose another port: ` +
        commandWith(variable, port + 100, platform),
    );
  }
}

/** Two variables name the same port. */
export class PortSharedError extends LauncherError {
  override readonly name = 'PortSharedError';

  constructor(port: number, first: string, second: string) {
    super(`${first} and ${second} are both ${port}. Set one of them to another port.`);
  }
}

/** This user may not listen on a required port. */
export class PortRefusedError extends LauncherError {
  override readonly name = 'PortRefusedError';

  constructor(port: number, variable: string) {
    super(`This user is not allowed to listen on port ${port}. Set ${variable} to a port above 1023.`);
  }
}

/** No free port was found for a variable that asks for any. */
export class NoFreePortError extends LauncherError {
  override readonly name = 'NoFreePortError';

  constructor({ first, last }: { readonly first: number; readonly last: number }, variable: string) {
    super(`No free port was found between ${first} and ${last}. Set ${variable} to one that is free.`);
  }
}

/** A process did not answer in time after its start. */
export class NotReadyError extends LauncherError {
  override readonly name = 'NotReadyError';

  constructor(name: string, seconds: number) {
    super(`The ${name} did not answer within ${seconds} seconds.`);
  }
}

/** Shells of Windows set variables in different ways. */
function commandWith(variable: string, port: number, platform: NodeJS.Platform): string {
  if (variable.startsWith('--')) return `npm run dev -- ${variable} ${port}`;
  return platform === 'win32' ? `${variable}=${port} in .env` : `${variable}=${port} npm run dev`;
}

/** The words after `npm run dev --` cannot be followed. The message contains the reason. */
export class DevOptionError extends LauncherError {
  override readonly name = 'DevOptionError';
}
