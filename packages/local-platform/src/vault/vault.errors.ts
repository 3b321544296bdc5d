import { HttpException } from '@nestjs/common';

/** A refusal in the vault's format. */
export class VaultRefusal extends HttpException {
  /** @param problems empty if the status is sufficient, as for a missing key */
  constructor(status: number, ...problems: string[]) {
    super({ errors: problems }, status);
  }
}
