export { HealthCheck, type HealthCheckMethod, type HealthCounts } from './health-check.decorator.js';
export { HealthModule } from './health.module.js';
