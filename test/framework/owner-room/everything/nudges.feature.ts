import { Feature } from '#app/feature/index.js';
import { MailModule } from '#app/mail/index.js';
import { MondayModule } from '#app/monday/index.js';
import { PersistenceModule } from '#app/persistence/index.js';
import { QueueModule } from '#app/queue/index.js';
import { SecretsModule } from '#app/secrets/index.js';
import { NUDGE_MAIL } from './nudge.mail.js';
import { ENCRYPTED_NUDGES, NudgeStore } from './nudge.store.js';
import { NudgesController } from './nudges.controller.js';
import { NudgeMissingError } from './nudges.errors.js';
import { Nudges } from './nudges.js';
import { NudgeVariables } from './nudges.variables.js';
import { SentNudges } from './sent-nudges.js';
import { TrackedNudges } from './tracked-nudges.js';

@Feature({
  name: 'nudges',
  imports: [MailModule, MondayModule, PersistenceModule, QueueModule, SecretsModule],
  controllers: [NudgesController],
  providers: [Nudges, NudgeStore, TrackedNudges],
  variables: NudgeVariables,
  scopes: { 'updates:write': 'a nudge writes an update of the item' },
  apis: ['calendar'],
  tags: { nudges: 'Nudges about items that are overdue.' },
  errors: () => [new NudgeMissingError()],
  encryptedRecords: [ENCRYPTED_NUDGES],
  mailTemplates: [NUDGE_MAIL],
  collections: [SentNudges],
  plans: ['nudges-pro'],
})
export class NudgesFeature {}
