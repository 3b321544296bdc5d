import { HttpException } from '@nestjs/common';

/** A refusal in the vault's own form. */
export class VaultRefusal extends HttpException {
  /** @param problems none if the status says all, as for a key that is not there */
  constructor(status: number, ...problems: string[]) {
    super({ errors: problems }, status);
  }
}
