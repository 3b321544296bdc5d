export { SandboxInProductionError, SandboxPortTakenError } from './sandbox.errors.js';
export { startSandbox, type Sandbox, type SandboxOptions } from './start-sandbox.js';
