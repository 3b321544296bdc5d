import { BadRequestException } from '@nestjs/common';

/** A view cannot be opened; the message says why. */
export class ViewRefusedError extends BadRequestException {}

/** A message of a view is refused: it gets the text as `errorMessage`. */
export class ViewMessageError extends Error {
  override readonly name = 'ViewMessageError';

  /** @param data what the error of monday's SDK has as `data` */
  constructor(
    message: string,
    readonly data?: object,
  ) {
    super(message);
  }
}
