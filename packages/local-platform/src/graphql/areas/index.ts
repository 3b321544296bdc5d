import { mergeAreas, type Area } from '../resolvers/index.js';
import { accountArea } from './account/index.js';
import { agentsArea } from './agents/index.js';
import { aggregateArea } from './aggregate/index.js';
import { aiArea } from './ai/index.js';
import { appsArea } from './apps/index.js';
import { auditArea } from './audit/index.js';
import { automationsArea } from './automations/index.js';
import { boardsArea } from './boards/index.js';
import { columnValuesArea } from './column-values/index.js';
import { columnsArea } from './columns/index.js';
import { connectionsArea } from './connections/index.js';
import { dashboardsArea } from './dashboards/index.js';
import { departmentsArea } from './departments/index.js';
import { docsArea } from './docs/index.js';
import { favoritesArea } from './favorites/index.js';
import { filesArea } from './files/index.js';
import { foldersArea } from './folders/index.js';
import { formsArea } from './forms/index.js';
import { groupsArea } from './groups/index.js';
import { itemsArea } from './items/index.js';
import { jobsArea } from './jobs/index.js';
import { managedColumnsArea } from './managed-columns/index.js';
import { notificationsArea } from './notifications/index.js';
import { objectSchemasArea } from './object-schemas/index.js';
import { platformArea } from './platform/index.js';
import { searchArea } from './search/index.js';
import { subscriptionsArea } from './subscriptions/index.js';
import { tagsArea } from './tags/index.js';
import { teamsArea } from './teams/index.js';
import { timelineArea } from './timeline/index.js';
import { updatesArea } from './updates/index.js';
import { usersArea } from './users/index.js';
import { validationsArea } from './validations/index.js';
import { viewsArea } from './views/index.js';
import { webhooksArea } from './webhooks/index.js';
import { workspacesArea } from './workspaces/index.js';

/** All areas of the API. A new area is registered only here. */
export const AREAS: readonly Area[] = [
  accountArea,
  agentsArea,
  aggregateArea,
  aiArea,
  appsArea,
  auditArea,
  automationsArea,
  boardsArea,
  columnValuesArea,
  columnsArea,
  connectionsArea,
  dashboardsArea,
  departmentsArea,
  docsArea,
  favoritesArea,
  filesArea,
  foldersArea,
  formsArea,
  groupsArea,
  itemsArea,
  jobsArea,
  managedColumnsArea,
  notificationsArea,
  objectSchemasArea,
  platformArea,
  searchArea,
  subscriptionsArea,
  tagsArea,
  teamsArea,
  timelineArea,
  updatesArea,
  usersArea,
  validationsArea,
  viewsArea,
  webhooksArea,
  workspacesArea,
];

/** The resolvers of the platform, by type and field. */
export const RESOLVERS = mergeAreas(AREAS);

/** What could be sent to served fields and is not served, as schema coordinates. */
export const UNSERVED: ReadonlySet<string> = new Set(AREAS.flatMap(({ unserved = [] }) => unserved));

/** What could be sent and has no effect, as schema coordinates. */
export const WITHOUT_EFFECT: ReadonlySet<string> = new Set(
  AREAS.flatMap(({ withoutEffect = {} }) => Object.keys(withoutEffect)),
);
