import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Response } from 'express';
import { findCaller } from '../caller/index.js';
import { AccountAdmission } from './account-admission.js';

/**
 * Applies the limits of an account to every route whose caller a global guard has identified. Guards of single routes
 * that identify the caller themselves use {@link AccountAdmission} directly.
 */
@Injectable()
export class AccountAdmissionGuard implements CanActivate {
  constructor(private readonly admission: AccountAdmission) {}

  /** @throws AccountRateLimitedError */
  canActivate(context: ExecutionContext): true | Promise<true> {
    if (findCaller() === undefined) return true;
    return this.admission.admit(context.switchToHttp().getResponse<Response>());
  }
}
