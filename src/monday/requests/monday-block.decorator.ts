import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { Public } from '../../caller/index.js';
import { BodyGuard, VerifiedBody } from '../../http/index.js';
import { MondayBlockGuard } from './monday-block.guard.js';

export const IS_BLOCK = Symbol('IS_BLOCK');

/**
 * Restricts a route to monday's automation platform. Requests are verified with the signing secret, and the caller is
 * the user that monday acts for. Errors have the format that monday expects (docs/monday-platform.md#block-failures). A
 * request may have up to 2 MiB, because its input fields contain the values of columns.
 */
export const MondayBlock = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    Public(),
    SetMetadata(IS_BLOCK, true),
    VerifiedBody(),
    UseGuards(MondayBlockGuard, BodyGuard),
  );
