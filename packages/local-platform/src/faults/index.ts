export { DeliveryFaults } from './delivery-faults.js';
export { FAULT_KINDS, type Fault, type FaultKind } from './fault.js';
export { faultPlan } from './fault-plan-input.js';
export { FaultMiddleware } from './fault.middleware.js';
export { FaultsModule } from './faults.module.js';
export { PlannedFaults } from './faults.service.js';
