import { Injectable, type CanActivate, type ExecutionContext, type RawBodyRequest } from '@nestjs/common';
import { type Request } from 'express';
import { findInexactNumber } from 'monday-persistence/exact-numbers';
import { AccountStorageInputError } from './account-storage.errors.js';

/**
 * Refuses a body with a number that is rounded when it is parsed, such as `9007199254740993`. Whether monday keeps or
 * rounds it is not documented (docs/monday-platform.md#not-verified).
 */
@Injectable()
export class ExactNumbersGuard implements CanActivate {
  /** @throws AccountStorageInputError */
  canActivate(context: ExecutionContext): boolean {
    const { rawBody } = context.switchToHttp().getRequest<RawBodyRequest<Request>>();
    const number = rawBody && findInexactNumber(rawBody.toString('utf8'));
    if (number === undefined) return true;
    throw new AccountStorageInputError(`The number ${number.slice(0, 40)} cannot be kept exactly.`);
  }
}
