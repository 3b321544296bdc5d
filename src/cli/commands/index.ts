import type { Command } from '../command.js';
import { sandboxReset } from './sandbox-reset.command.js';
import { sandboxSend } from './sandbox-send.command.js';
import { sandboxToken } from './sandbox-token.command.js';
import { sandboxUsers } from './sandbox-users.command.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [sandboxUsers, sandboxToken, sandboxSend, sandboxReset];
