import { type FieldPlan, type Path } from './field-plan.js';
import { isPromise, promiseOfObject } from './promises.js';
import { type Run } from './run.js';

/** The fields of one object, as far as they do not wait all at once. */
export function runFields(
  plans: readonly FieldPlan[],
  source: unknown,
  run: Run,
  path: Path | undefined,
): unknown {
  const result: Record<string, unknown> = {};
  let waits = false;
  try {
    for (const plan of plans) {
      const value = runField(plan, source, run, path);
      setOwn(result, plan.key, value);
      if (isPromise(value)) waits = true;
    }
  } catch (error) {
    if (!waits) throw error;
    // The promises of other fields may reject, too, and must not be left alone.
    return promiseOfObject(result).finally(() => {
      throw error;
    });
  }
  return waits ? promiseOfObject(result) : result;
}

/** The fields of a mutation, one after another. */
export function runSerially(
  plans: readonly FieldPlan[],
  run: Run,
  result: Record<string, unknown> = {},
): unknown {
  for (const [index, plan] of plans.entries()) {
    const value = runField(plan, undefined, run, undefined);
    if (isPromise(value)) {
      return value.then((waited) => {
        setOwn(result, plan.key, waited);
        return runSerially(plans.slice(index + 1), run, result);
      });
    }
    setOwn(result, plan.key, value);
  }
  return result;
}

function runField(plan: FieldPlan, source: unknown, run: Run, parent: Path | undefined): unknown {
  const { key, complete } = plan;
  const fail = (error: unknown): null => run.failed(error, plan, { prev: parent, key });
  try {
    const value = plan.resolve(source, run.argsOf(plan), run.context, plan.info);
    const completed = isPromise(value)
      ? value.then((waited) => complete(waited, run, parent, key))
      : complete(value, run, parent, key);
    return isPromise(completed) ? completed.then(undefined, fail) : completed;
  } catch (error) {
    return fail(error);
  }
}

/** An alias may be `__proto__`, which an assignment would not store. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
