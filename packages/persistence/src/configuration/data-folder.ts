import { accessSync, constants } from 'node:fs';
import { makeFolder } from '../files/make-folder.js';
import { ConfigurationError } from './configuration.errors.js';

/** The data cannot be kept in its folder. The message is one line that says what to do. */
export class DataFolderError extends ConfigurationError {
  /** @param code of the system, such as `EACCES` */
  constructor(code: string) {
    const problem = `cannot be written (${code})`;
    super([{ name: 'DATA_DIR', problem }]);
    this.message = `DATA_DIR: the folder ${problem}. Make it writable for this user, or use another folder.`;
  }
}

/**
 * Makes the folder of the data, for this user alone, if it is missing.
 * @throws DataFolderError if it cannot be made or written
 */
export function makeDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new DataFolderError((error as NodeJS.ErrnoException).code ?? 'unknown');
  }
}
