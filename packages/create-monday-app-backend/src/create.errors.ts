/** The app cannot be created. The message contains the reason and what to do, in one line. */
export class CreateError extends Error {
  override readonly name: string = 'CreateError';
}

/** Something cannot be written to a folder. */
export class NotWritableError extends CreateError {
  override readonly name = 'NotWritableError';

  /** @param code of the system, such as `EACCES` */
  constructor(folder: string, code: string) {
    super(`${folder} cannot be written to (${code}).`);
  }
}
