import { type Clock } from 'monday-persistence/clock';
import { type Account } from '../../state/index.js';
import { GraphQLProblem, tooComplex } from '../graphql-problem.js';
import { type ComplexityReport } from './complexity-report.js';
import { FieldLimits } from './field-limits.js';

/** Limits by plan (docs/monday-platform.md#rate-limits). */
const PLANS: Readonly<Record<Account['tier'], { minute: number; concurrent: number; daily: number }>> = {
  enterprise: { minute: 5_000, concurrent: 250, daily: 25_000 },
  pro: { minute: 2_500, concurrent: 100, daily: 10_000 },
  standard: { minute: 1_000, concurrent: 40, daily: 1_000 },
};
/** Of one query, and of all queries and of all mutations in a minute. */
const COMPLEXITY = 5_000_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The part of the daily budget that a rejected call consumes. */
const REFUSED_CALL = 0.1;

interface Day {
  readonly until: number;
  calls: number;
  readonly callsOf: Map<string, number>;
}

/** Calls of one day. */
export interface DailyUse {
  readonly limit: number;
  /** Its begin, in milliseconds since the epoch. */
  readonly day: number;
  readonly calls: number;
  /** By the id of the user. */
  readonly callsOf: ReadonlyMap<string, number>;
}

export type OperationKind = 'read' | 'write';

/** The remaining budget of an account. Minute windows start with their first call; days are in UTC. */
export class PlanBudget {
  private minute = { until: 0, calls: 0, complexity: { read: 0, write: 0 }, fields: new FieldLimits() };
  private day: Day = { until: 0, calls: 0, callsOf: new Map() };
  private running = 0;

  constructor(
    private readonly tier: Account['tier'],
    private readonly clock: Clock,
  ) {}

  /**
   * Charges a call and its cost; {@link release} ends the call.
   * @param userId for the report of the day
   * @throws GraphQLProblem if a limit is reached; then only a part of the daily budget is charged
   */
  acquire(kind: OperationKind, cost: number, userId = ''): void {
    this.turn();
    const limits = PLANS[this.tier];
    const refusal = this.refusal(kind, cost);
    if (refusal) {
      this.day.calls += REFUSED_CALL;
      throw refusal;
    }
    this.minute.calls += 1;
    this.minute.complexity[kind] += cost;
    this.day.calls += 1;
    this.day.callsOf.set(userId, (this.day.callsOf.get(userId) ?? 0) + 1);
    this.running += 1;
    if (this.running > limits.concurrent) {
      this.running -= 1;
      throw new GraphQLProblem('maxConcurrencyExceeded', 'Max concurrency exceeded', { retryInSeconds: 1 });
    }
  }

  release(): void {
    this.running -= 1;
  }

  /** Counts a call of a root field; some have limits of their own. @throws GraphQLProblem `FIELD_LIMIT_EXCEEDED` */
  countCall(field: string): void {
    this.turn();
    this.minute.fields.countCall(field, this.secondsToReset());
  }

  /** Counts a value of a formula. @param columns as in {@link FieldLimits.countFormulaValue} @throws GraphQLProblem */
  countFormulaValue(columns: number): void {
    this.turn();
    this.minute.fields.countFormulaValue(columns, this.secondsToReset());
  }

  /** The state for the `complexity` field; call it after {@link acquire}. */
  complexity(kind: OperationKind, cost: number): ComplexityReport {
    const after = COMPLEXITY - this.minute.complexity[kind];
    return { before: after + cost, query: cost, after, reset_in_x_seconds: this.secondsToReset() };
  }

  /** The calls of this day in UTC, against the limit of the plan. */
  dailyUse(): DailyUse {
    this.turn();
    const { until, calls, callsOf } = this.day;
    return { limit: PLANS[this.tier].daily, day: until - DAY_MS, calls: Math.ceil(calls), callsOf };
  }

  /** docs/monday-platform.md#rate-limit-headers */
  headers(): Record<string, string> {
    const { minute, concurrent } = PLANS[this.tier];
    const used = Math.max(this.minute.complexity.read, this.minute.complexity.write);
    return {
      'RateLimit-Policy': `"minuteRate";q=${minute};w=60, "concurrency";q=${concurrent};qu="concurrent-requests", "complexityMinute";q=${COMPLEXITY};w=60;qu="content-bytes"`,
      RateLimit: `"minuteRate";r=${minute - this.minute.calls}, "concurrency";r=${concurrent - this.running}, "complexityMinute";r=${COMPLEXITY - used};t=${this.secondsToReset()}`,
    };
  }

  private refusal(kind: OperationKind, cost: number): GraphQLProblem | undefined {
    const { minute, daily } = PLANS[this.tier];
    const left = COMPLEXITY - this.minute.complexity[kind];
    const retryInSeconds = this.secondsToReset();
    if (this.day.calls >= daily) {
      return new GraphQLProblem('DAILY_LIMIT_EXCEEDED', 'Daily limit exceeded');
    }
    if (this.minute.calls >= minute) {
      return new GraphQLProblem('RATE_LIMIT_EXCEEDED', 'Minute limit rate exceeded', { retryInSeconds });
    }
    if (cost > COMPLEXITY)
      return tooComplex(`Query has complexity of ${cost}, which exceeds max complexity of ${COMPLEXITY}`);
    if (cost > left) {
      const message = `Complexity budget exhausted, query cost ${cost} budget remaining ${left} out of ${COMPLEXITY} reset in ${retryInSeconds} seconds`;
      return new GraphQLProblem('COMPLEXITY_BUDGET_EXHAUSTED', message, { retryInSeconds });
    }
    return undefined;
  }

  private turn(): void {
    const now = this.clock.now();
    if (now >= this.minute.until) {
      this.minute = {
        until: now + MINUTE_MS,
        calls: 0,
        complexity: { read: 0, write: 0 },
        fields: new FieldLimits(),
      };
    }
    if (now >= this.day.until)
      this.day = { until: now - (now % DAY_MS) + DAY_MS, calls: 0, callsOf: new Map() };
  }

  private secondsToReset(): number {
    return Math.max(1, Math.ceil((this.minute.until - this.clock.now()) / 1000));
  }
}
