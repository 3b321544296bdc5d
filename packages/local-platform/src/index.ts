export {
  SandboxInProductionError,
  SandboxPortRefusedError,
  SandboxPortTakenError,
} from './sandbox.errors.js';
export { startSandbox, type Sandbox, type SandboxOptions } from './start-sandbox.js';
export { sampleEvent } from './blocks/subscribed-events.js';
