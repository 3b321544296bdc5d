import { BaseError } from '../../errors/index.js';

/** The account's plan does not include this. */
export class PlanRequiredError extends BaseError {
  /**
   * @param plans any of them is enough
   * @param plan that of the account; `undefined` if it has none
   */
  constructor(plans: readonly string[], plan: string | undefined) {
    super({
      code: 'monday.plan_required',
      status: 403,
      message: `This requires the plan ${plans.join(' or ')}. Change the plan of the account in monday.`,
      details: { plans, plan: plan ?? null },
    });
  }
}

/** monday cannot count such operations. */
export class OperationsInvalidError extends BaseError {
  constructor(argument: 'kind' | 'by') {
    super({
      code: 'monday.operations_invalid',
      status: 400,
      message:
        argument === 'kind'
          ? 'The kind of an operation has 1 to 14 letters, digits, "_" and "-".'
          : 'The number of operations must be a whole number from 1 to 2147483647.',
      details: { argument },
    });
  }
}

/** Subscriptions for tests need the id of the app. */
export class AppIdMissingError extends BaseError {
  constructor() {
    super({
      code: 'monday.app_id_missing',
      status: 503,
      message: 'Set MONDAY_APP_ID to use subscriptions for tests.',
    });
  }
}
