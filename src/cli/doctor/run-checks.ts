import { withDeadline } from 'monday-persistence/deadline';
import { type Check, type CheckContext } from './check.js';
import { problem, type Finding } from './finding.js';
import { reasonOf } from './reason-of.js';

/** Maximum number of sequential requests of one check. */
const MAX_STEPS = 4;

/** Runs all checks in parallel, and returns the findings in the order of the checks. */
export async function runChecks(checks: readonly Check[], context: CheckContext): Promise<Finding[]> {
  return (await Promise.all(checks.map((check) => runCheck(check, context)))).flat();
}

async function runCheck(check: Check, context: CheckContext): Promise<readonly Finding[]> {
  try {
    return await withDeadline(Promise.resolve(check.run(context)), context.timeoutMs * MAX_STEPS, () => {
      throw Object.assign(new Error('too long'), { code: 'ETIMEDOUT' });
    });
  } catch (error) {
    return [
      problem(check.name, `The check failed: ${reasonOf(error)}.`, 'Try again, and see the log of the app.'),
    ];
  }
}
