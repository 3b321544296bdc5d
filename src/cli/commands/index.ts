import type { Command } from '../command.js';
import { queueDeadDrop } from './queue-dead-drop.command.js';
import { queueDeadList } from './queue-dead-list.command.js';
import { queueDeadReplay } from './queue-dead-replay.command.js';
import { queuePause } from './queue-pause.command.js';
import { queuePeek } from './queue-peek.command.js';
import { queueResume } from './queue-resume.command.js';
import { queueStats } from './queue-stats.command.js';
import { SANDBOX_COMMANDS } from './sandbox-commands.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  ...SANDBOX_COMMANDS,
  queueStats,
  queuePeek,
  queuePause,
  queueResume,
  queueDeadList,
  queueDeadReplay,
  queueDeadDrop,
];
