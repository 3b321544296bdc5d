/** The app cannot be created. The message contains the reason and what to do, in one line. */
export class CreateError extends Error {
  override readonly name = 'CreateError';
}
