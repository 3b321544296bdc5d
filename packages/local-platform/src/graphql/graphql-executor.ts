import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ExecutionResult, type GraphQLSchema } from 'graphql';
import { Clock } from 'monday-persistence/clock';
import { SCOPES } from 'monday-persistence/configuration';
import { SandboxSettings, SandboxState, type Account, type TokenHolder, type User } from '../state/index.js';
import { PlatformDatabase } from '../database/index.js';
import { ChangePublisher } from './events/change-publisher.js';
import { type DeprecationWarning } from './deprecation-warnings.js';
import { executePlan } from './execution/index.js';
import { errorBody, failureReply, retryHeaders } from './failure-reply.js';
import { AssetFiles } from './files/asset-files.js';
import { Uploads } from './files/uploads.js';
import { readMultipart, type FilePart } from './files/multipart-body.js';
import { GraphQLContext, type GraphQLServices } from './graphql-context.js';
import { GraphQLProblem } from './graphql-problem.js';
import { type GraphQLReply } from './graphql-reply.js';
import { readRequest, type GraphQLRequest } from './graphql-request.js';
import { KnownDocuments } from './known-documents.js';
import { type ComplexityReport } from './limits/complexity-report.js';
import { type PlanBudget } from './limits/plan-budget.js';
import { PlanBudgetRegistry } from './limits/plan-budget.registry.js';
import { IdempotentReplies } from './limits/idempotent-replies.js';
import { queryCost } from './limits/query-cost.js';
import { Schemas, servedVersion, type ServedVersion } from './schema/index.js';
import { Webhooks } from './webhooks/webhooks.js';

/** The relevant parts of an HTTP request. */
export interface IncomingQuery {
  /** Of the client. */
  readonly address: string;
  readonly authorization: string | undefined;
  readonly apiVersion: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly body: unknown;
  /** The files of a multipart request, whose fields are in `body`. */
  readonly files: readonly FilePart[] | undefined;
}

interface Caller extends TokenHolder {
  readonly account: Account;
  readonly budget: PlanBudget | undefined;
}

/** The remaining budget that is reported if the platform runs without limits. */
const UNLIMITED = 5_000_000;

/** Executes queries as monday's API does, on behalf of the token's user. */
@Injectable()
export class GraphQLExecutor {
  readonly schemas: Schemas;
  private readonly documents = new KnownDocuments();
  private readonly services: GraphQLServices;

  constructor(
    private readonly state: SandboxState,
    private readonly budgets: PlanBudgetRegistry,
    private readonly replies: IdempotentReplies,
    database: PlatformDatabase,
    publisher: ChangePublisher,
    webhooks: Webhooks,
    files: AssetFiles,
    uploads: Uploads,
    private readonly settings: SandboxSettings,
    clock: Clock,
  ) {
    this.schemas = new Schemas(settings);
    this.services = { database, publisher, webhooks, files, uploads, settings, clock };
  }

  async run(query: IncomingQuery): Promise<GraphQLReply> {
    let budget: PlanBudget | undefined;
    let version: ServedVersion | undefined;
    try {
      this.budgets.countAddress(query.address);
      const holder = await this.state.holderOf(query.authorization ?? '');
      if (!holder) throw new GraphQLProblem('NOT_AUTHENTICATED', 'Not Authenticated');
      const served = (version = servedVersion(query.apiVersion));
      const schema = this.schemas.of(served.value);
      const account = this.state.accountOf(holder.user);
      budget = this.budgets.of(account);
      const body = query.files ? readMultipart(query.body, query.files) : query.body;
      const request = readRequest(schema, body, this.documents);
      const work = (): Promise<GraphQLReply> =>
        this.execute(schema, request, { ...holder, account, budget }, served);
      if (request.kind === 'read' || query.idempotencyKey === undefined) return await work();
      return await this.replies.once(holder.user.id, query.idempotencyKey, work);
    } catch (error) {
      if (error instanceof GraphQLProblem) {
        const headers: Record<string, string> = version ? { 'api-version': version.value } : {};
        return failureReply(error, { ...budget?.headers(), ...headers });
      }
      throw error;
    }
  }

  /**
   * Runs a query that monday's own pages need, with the rights of a user. No limit counts it.
   * @throws GraphQLProblem if the query or its variables are not valid
   */
  async runAs(user: User, query: string, variables: object): Promise<ExecutionResult> {
    const version = servedVersion(undefined);
    const request = readRequest(this.schemas.of(version.value), { query, variables }, this.documents);
    const account = this.state.accountOf(user);
    const context = new GraphQLContext(
      user,
      account,
      SCOPES,
      version,
      unlimited(0),
      this.services,
      undefined,
    );
    return executePlan(request.plan, request.variables, context);
  }

  /** Executes a query of the user with all scopes, without a token and without limits. */
  async answerAs(user: User, body: unknown, apiVersion?: string): Promise<GraphQLReply> {
    try {
      const version = servedVersion(apiVersion);
      const schema = this.schemas.of(version.value);
      const grant = { id: 'console', userId: user.id, scopes: this.settings.app.scopes, legacy: false };
      const caller = { user, grant, account: this.state.accountOf(user), budget: undefined };
      return await this.execute(schema, readRequest(schema, body, this.documents), caller, version);
    } catch (error) {
      if (error instanceof GraphQLProblem) return failureReply(error);
      throw error;
    }
  }

  private async execute(
    schema: GraphQLSchema,
    request: GraphQLRequest,
    { user, grant, account, budget }: Caller,
    version: ServedVersion,
  ): Promise<GraphQLReply> {
    const cost = queryCost(schema, request.document, request.operationName, request.variables);
    budget?.acquire(request.kind, cost, user.id);
    const complexity = budget?.complexity(request.kind, cost) ?? unlimited(cost);
    const contextValue = new GraphQLContext(
      user,
      account,
      grant.scopes,
      version,
      complexity,
      this.services,
      budget,
    );
    try {
      const result = await executePlan(request.plan, request.variables, contextValue);
      const headers = { ...budget?.headers(), 'api-version': version.value };
      return replyOf(result, account, request.warnings, headers);
    } finally {
      budget?.release();
    }
  }
}

const unlimited = (cost: number): ComplexityReport => ({
  before: UNLIMITED,
  query: cost,
  after: UNLIMITED,
  reset_in_x_seconds: 60,
});

function replyOf(
  { data, errors }: ExecutionResult,
  account: Account,
  warnings: readonly DeprecationWarning[],
  headers: Readonly<Record<string, string>>,
): GraphQLReply {
  const requestId = randomUUID();
  const sent = { ...headers, 'x-request-id': requestId };
  const body = {
    ...(data === undefined ? {} : { data }),
    ...(errors ? { errors: errors.map((error) => errorBody(error, requestId)) } : {}),
    account_id: Number(account.id),
    extensions: { ...(warnings.length > 0 && !errors ? { warnings } : {}), request_id: requestId },
  };
  // A partial failure (with data) is returned with status 200.
  const isEmpty = !data || Object.values(data).every((value) => value === null);
  const problem = errors
    ?.map(({ originalError }) => originalError)
    .find((error) => error instanceof GraphQLProblem);
  if (!isEmpty || !(problem instanceof GraphQLProblem)) return { status: 200, headers: sent, body };
  return { status: problem.httpStatus, headers: { ...sent, ...retryHeaders(problem) }, body };
}
