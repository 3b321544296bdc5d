import { Module, type CanActivate, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccountAdmissionGuard } from './account-limits/index.js';
import { AuthModule, CallerGuard } from './auth/index.js';
import { BodyGuard, HttpModule, UnknownQueryGuard } from './http/index.js';

/**
 * The guards of every route, in the order in which they run. Guards of single routes, such as those of monday's
 * requests, run after them.
 */
const GLOBAL_GUARDS: readonly Type<CanActivate>[] = [
  // First, because the other guards need the caller. A request without valid credentials causes no further work.
  CallerGuard,
  // Before any other work, so that an account over its limits causes only a refusal.
  AccountAdmissionGuard,
  // Before the body is read, because a query can be refused from the request line.
  UnknownQueryGuard,
  // Last: a large body is read only if nothing else refuses the request.
  BodyGuard,
];

/** Registers the {@link GLOBAL_GUARDS}. Nest runs the guards of one module in the order of its providers. */
@Module({
  imports: [AuthModule, HttpModule],
  providers: GLOBAL_GUARDS.map((guard) => ({ provide: APP_GUARD, useExisting: guard })),
})
export class GlobalGuardsModule {}
