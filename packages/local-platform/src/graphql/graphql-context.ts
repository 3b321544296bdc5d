import { type Clock } from 'monday-persistence/clock';
import { type PlatformDatabase } from '../database/index.js';
import { type Account, type SandboxSettings, type User } from '../state/index.js';
import { type Change, type OtherChange } from './events/change.js';
import { type ChangePublisher } from './events/change-publisher.js';
import { type AssetFiles } from './files/asset-files.js';
import { type Uploads } from './files/uploads.js';
import { GraphQLProblem } from './graphql-problem.js';
import { type ComplexityReport } from './limits/complexity-report.js';
import { type DailyUse, type PlanBudget } from './limits/plan-budget.js';
import { type ServedVersion } from './schema/index.js';
import { findBoard, Reader } from './store/index.js';
import { type Webhooks } from './webhooks/webhooks.js';

/** Shared services for resolvers. */
export interface GraphQLServices {
  readonly clock: Clock;
  readonly database: PlatformDatabase;
  readonly publisher: ChangePublisher;
  readonly webhooks: Webhooks;
  readonly files: AssetFiles;
  readonly uploads: Uploads;
  readonly settings: SandboxSettings;
}

/** The mutation that changes something. */
export interface MutationCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Of the board that it is about; default: the argument `board_id`. */
  readonly boardId?: unknown;
}

/** Names of arguments that hold ids. Other arguments can be secrets. */
const ID_NAME = /(?:^|_)ids?$|Ids?$/;

function isIds(value: unknown): boolean {
  const isId = (one: unknown): boolean => typeof one === 'string' || typeof one === 'number';
  return Array.isArray(value) ? value.every(isId) : isId(value);
}

/** The context of one request. */
export class GraphQLContext extends Reader {
  /** As in the database rows. */
  readonly userId: number;
  private changes: Change[] = [];
  private readonly formulaColumns = new Set<number>();

  constructor(
    readonly user: User,
    readonly account: Account,
    private readonly scopes: readonly string[],
    readonly version: ServedVersion,
    readonly complexity: ComplexityReport,
    readonly services: GraphQLServices,
    private readonly budget: PlanBudget | undefined,
  ) {
    super(services.database, Number(account.id), services.clock);
    this.userId = Number(user.id);
  }

  /** @throws GraphQLProblem if the app was not granted the scope */
  requireScope(scope: string): void {
    if (this.scopes.includes(scope)) return;
    throw new GraphQLProblem('UNAUTHORIZED_FIELD_OR_TYPE', `The app lacks the scope ${scope}.`, {
      data: { required_scopes: [scope] },
    });
  }

  /** The calls of the account on this day; `undefined` if the platform runs without limits. */
  dailyUse(): DailyUse | undefined {
    return this.budget?.dailyUse();
  }

  /** Counts a call of a root field that may have a limit of its own. @throws GraphQLProblem */
  countCall(field: string): void {
    this.budget?.countCall(field);
  }

  /** Counts a value of a formula column. @throws GraphQLProblem if a limit is reached */
  countFormulaValue(columnKey: number): void {
    this.formulaColumns.add(columnKey);
    this.budget?.countFormulaValue(this.formulaColumns.size);
  }

  /** Viewers can only read. @throws GraphQLProblem */
  requireWriter(): void {
    if (this.user.role !== 'viewer') return;
    throw new GraphQLProblem('UserUnauthorizedException', 'User unauthorized to perform action');
  }

  /**
   * Runs the work in a database transaction. Changes that it reports with {@link changed} are published after the commit,
   * and not if it throws. If it reports none but changes something, that is logged by the name of the mutation.
   */
  write<T>(work: () => T, mutation: MutationCall): T {
    this.changes = [];
    const at = this.now();
    const { database, publisher } = this.services;
    const result = this.changing(() =>
      database.transaction(() => {
        const before = database.changeCount();
        const done = work();
        publisher.log(this.user, this.changes, at);
        if (this.changes.length === 0 && database.changeCount() !== before) {
          publisher.logOther(this.user, this.otherChange(mutation), at);
        }
        return done;
      }),
    );
    publisher.publish(this.user, this.changes, at);
    return result;
  }

  private otherChange({ name, args, boardId = args['board_id'] }: MutationCall): OtherChange {
    const ids = Object.entries(args).filter(([key, value]) => ID_NAME.test(key) && isIds(value));
    const board = boardId === null || boardId === undefined ? undefined : findBoard(this, Number(boardId));
    return { mutation: name, board, ids: Object.fromEntries(ids) };
  }

  /** Reports a change made in {@link write}: the source of activity logs, webhooks and triggers. */
  changed(...changes: readonly Change[]): void {
    this.changes.push(...changes);
  }
}
