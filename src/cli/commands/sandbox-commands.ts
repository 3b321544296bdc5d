import { type Command } from '../command.js';
import { sandboxAuthorizationUrl } from './sandbox-authorization-url.command.js';
import { sandboxExec } from './sandbox-exec.command.js';
import { sandboxExport } from './sandbox-export.command.js';
import { sandboxAddFault } from './sandbox-add-fault.command.js';
import { sandboxClearFaults } from './sandbox-clear-faults.command.js';
import { sandboxListFaults } from './sandbox-list-faults.command.js';
import { sandboxGenerate } from './sandbox-generate.command.js';
import { sandboxImport } from './sandbox-import.command.js';
import { sandboxLimits } from './sandbox-limits.command.js';
import { sandboxReset } from './sandbox-reset.command.js';
import { sandboxRestore } from './sandbox-restore.command.js';
import { sandboxSend } from './sandbox-send.command.js';
import { sandboxSnapshot } from './sandbox-snapshot.command.js';
import { sandboxToken } from './sandbox-token.command.js';
import { sandboxUsers } from './sandbox-users.command.js';

/** Commands of the local platform. A command precedes others that are a prefix of its name. */
export const SANDBOX_COMMANDS: readonly Command[] = [
  sandboxUsers,
  sandboxToken,
  sandboxAuthorizationUrl,
  sandboxSend,
  sandboxAddFault,
  sandboxClearFaults,
  sandboxListFaults,
  sandboxLimits,
  sandboxGenerate,
  sandboxSnapshot,
  sandboxRestore,
  sandboxExport,
  sandboxImport,
  sandboxReset,
  sandboxExec,
];
