import { SetMetadata } from '@nestjs/common';
import { type SuspectedUninstall } from './installation.js';

export const CONFIRMS_UNINSTALL = Symbol('CONFIRMS_UNINSTALL');

/** A method that checks with monday whether an uninstall is forged, and ends the account if monday confirms it. */
export type ConfirmMethod = (accountId: string, uninstall: SuspectedUninstall) => Promise<void>;

/** Marks the method that {@link SuspectedUninstalls} calls. It makes a bounded number of calls to monday. */
export const ConfirmsUninstall =
  () =>
  <M extends ConfirmMethod>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(CONFIRMS_UNINSTALL, true)(target, key, method);
  };
