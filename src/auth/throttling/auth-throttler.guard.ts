import { Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';

/** Limits how often one client address may use a route of the login. */
@Injectable()
export class AuthThrottlerGuard extends ThrottlerGuard {}
