import type { Account, SandboxState, User } from '../state/index.js';
import type { BoardStore } from './boards/board-store.js';
import type { ComplexityReport } from './limits/complexity-report.js';
import type { ServedVersion } from './schema/index.js';
import type { Webhooks } from './webhooks/webhooks.js';
import { GraphQLProblem } from './graphql-problem.js';

/** For whom and with what one request is executed. */
export class GraphQLContext {
  constructor(
    readonly user: User,
    readonly account: Account,
    private readonly scopes: readonly string[],
    readonly version: ServedVersion,
    readonly complexity: ComplexityReport,
    readonly state: SandboxState,
    readonly boards: BoardStore,
    readonly webhooks: Webhooks,
  ) {}

  /** @throws GraphQLProblem where the app was not granted the scope */
  requireScope(scope: string): void {
    if (this.scopes.includes(scope)) return;
    throw new GraphQLProblem('missingRequiredPermissions', `The app lacks the scope ${scope}.`, {
      data: { required_scopes: [scope] },
    });
  }

  /** Viewers only read. @throws GraphQLProblem */
  requireWriter(): void {
    if (this.user.role !== 'viewer') return;
    throw new GraphQLProblem('UserUnauthorizedException', 'User unauthorized to perform action');
  }
}
