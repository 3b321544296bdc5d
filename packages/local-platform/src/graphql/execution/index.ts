export { executePlan } from './execute-plan.js';
export { OperationPlans, type OperationPlan } from './operation-plan.js';
export { type FieldInfo } from './field-plan.js';
