import { type Command } from '../command.js';
import { codegen } from './codegen.command.js';
import { collectionsReindex } from './collections-reindex.command.js';
import { cronList } from './cron-list.command.js';
import { cronRun } from './cron-run.command.js';
import { doctor } from './doctor.command.js';
import { manifest } from './manifest.command.js';
import { objectsExport } from './objects-export.command.js';
import { objectsImport } from './objects-import.command.js';
import { objectsPurge } from './objects-purge.command.js';
import { persistenceCopy } from './persistence-copy.command.js';
import { queueDeadDrop } from './queue-dead-drop.command.js';
import { queueDeadList } from './queue-dead-list.command.js';
import { queueDeadReplay } from './queue-dead-replay.command.js';
import { queuePause } from './queue-pause.command.js';
import { queuePeek } from './queue-peek.command.js';
import { queueResume } from './queue-resume.command.js';
import { queueStats } from './queue-stats.command.js';
import { rename } from './rename.command.js';
import { secureStoragePurge } from './secure-storage-purge.command.js';
import { secureStorageRotateKey } from './secure-storage-rotate-key.command.js';
import { storageExport } from './storage-export.command.js';
import { storageImport } from './storage-import.command.js';
import { storagePurge } from './storage-purge.command.js';
import { upgrade } from './upgrade.command.js';

/** The commands of the app, in the order of the help. Those of the local platform are in its package. */
export const COMMANDS: readonly Command[] = [
  doctor,
  manifest,
  codegen,
  rename,
  upgrade,
  queueStats,
  queuePeek,
  queuePause,
  queueResume,
  queueDeadList,
  queueDeadReplay,
  queueDeadDrop,
  cronList,
  cronRun,
  storageExport,
  storageImport,
  storagePurge,
  objectsExport,
  objectsImport,
  objectsPurge,
  collectionsReindex,
  secureStorageRotateKey,
  secureStoragePurge,
  persistenceCopy,
];
