import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const TAKES_VERIFIED_BODY = Symbol('TAKES_VERIFIED_BODY');

/**
 * Allows bodies of up to 2 MiB on a route whose own guards verify the sender. If the sender has not been verified yet,
 * the global `BodyGuard` leaves a body on the socket that is larger than 100 kB. The route must use `BodyGuard` again,
 * after the guard that sets the caller.
 */
export const VerifiedBody = (): CustomDecorator<symbol> => SetMetadata(TAKES_VERIFIED_BODY, true);
