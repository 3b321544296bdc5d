import { Feature } from '../../../feature/index.js';
import { CredentialsRefusedError, MondayModule } from '../../../monday/index.js';
import { OpenIssueAction } from './open-issue.action.js';
import { TrackerClient } from './tracker.client.js';
import { TrackerVariables } from './tracker-variables.js';

/**
 * An example: an action that opens an issue at a third party, with the account that the user connected. It is not part of
 * the app, because it needs that third party. To try it against the local platform's stand-in, add it to `app.module.ts`;
 * to delete it, remove this folder.
 */
@Feature({
  name: 'open-issue',
  variables: TrackerVariables,
  apis: ['tracker'],
  imports: [MondayModule],
  providers: [OpenIssueAction, TrackerClient],
  errors: () => [new CredentialsRefusedError('Tracker')],
})
export class OpenIssueFeature {}
