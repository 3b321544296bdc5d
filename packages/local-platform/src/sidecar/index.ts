export { AppConfiguration, type ConfigurationKind } from './app-configuration.js';
export { AppLog, type LoggedLine } from './app-log.js';
export { configurationName, configurationValue } from './configuration-input.js';
export { SidecarError } from './sidecar.errors.js';
export { SidecarModule } from './sidecar.module.js';
export { PushQueue, type QueuedMessage } from './push-queue.js';
export { SIDECAR_PREFIX } from './sidecar-prefix.js';
export { SidecarRefusalFilter } from './sidecar-refusal.filter.js';
