import { type PlatformCommand } from '../platform-command.js';
import { authorizationUrl } from './authorization-url.command.js';
import { env } from './env.command.js';
import { exec } from './exec.command.js';
import { exportState } from './export.command.js';
import { addFault } from './add-fault.command.js';
import { clearFaults } from './clear-faults.command.js';
import { listFaults } from './list-faults.command.js';
import { generate } from './generate.command.js';
import { importState } from './import.command.js';
import { limits } from './limits.command.js';
import { reset } from './reset.command.js';
import { restore } from './restore.command.js';
import { send } from './send.command.js';
import { snapshot } from './snapshot.command.js';
import { tls } from './tls.command.js';
import { token } from './token.command.js';
import { users } from './users.command.js';

/** Commands of the local platform. A command precedes others that are a prefix of its name. */
export const PLATFORM_COMMANDS: readonly PlatformCommand[] = [
  users,
  token,
  authorizationUrl,
  send,
  addFault,
  clearFaults,
  listFaults,
  limits,
  generate,
  snapshot,
  restore,
  exportState,
  importState,
  reset,
  exec,
  env,
  tls,
];
