import { ACCOUNT_TABLES } from './account.tables.js';
import { ACTIVITY_TABLES } from './activity.tables.js';
import { AGENT_TABLES } from './agent.tables.js';
import { APP_TABLES } from './app.tables.js';
import { BOARD_TABLES } from './board.tables.js';
import { DOC_TABLES } from './doc.tables.js';
import { FILE_TABLES } from './file.tables.js';
import { FORM_TABLES } from './form.tables.js';
import { ITEM_TABLES } from './item.tables.js';
import { OBJECT_TABLES } from './object.tables.js';
import { UPDATE_TABLES } from './update.tables.js';
import { WORKSPACE_TABLES } from './workspace.tables.js';

/**
 * Every table of the platform's database, as SQL that may run again. Names are monday's. Ids are whole numbers, times
 * milliseconds since the epoch, booleans 0 and 1, structures JSON text. One file a subject.
 */
export const TABLES: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT',
  ACCOUNT_TABLES,
  WORKSPACE_TABLES,
  BOARD_TABLES,
  ITEM_TABLES,
  UPDATE_TABLES,
  FILE_TABLES,
  FORM_TABLES,
  OBJECT_TABLES,
  DOC_TABLES,
  ACTIVITY_TABLES,
  APP_TABLES,
  AGENT_TABLES,
];
