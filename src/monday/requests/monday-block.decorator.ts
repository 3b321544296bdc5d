import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { Public } from '../../caller/index.js';
import { MondayBlockGuard } from './monday-block.guard.js';

export const IS_BLOCK = Symbol('IS_BLOCK');

/**
 * A route that only monday's automation platform may call: proven by the signing secret, with the user whom it acts
 * for as the caller. Its failures are answered as monday wants them (docs/monday-platform.md#block-failures).
 */
export const MondayBlock = (): MethodDecorator & ClassDecorator =>
  applyDecorators(Public(), SetMetadata(IS_BLOCK, true), UseGuards(MondayBlockGuard));
