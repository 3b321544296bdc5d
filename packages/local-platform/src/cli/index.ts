export { PLATFORM_COMMANDS } from './commands/index.js';
export { ControlClient } from './control.client.js';
export { SandboxRefusedError, SandboxUnreachableError } from './control.errors.js';
export { type PlatformCommand, type PlatformContext } from './platform-command.js';
