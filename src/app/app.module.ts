import { Feature } from '../feature/index.js';
import { BoardNotesFeature } from './features/board-notes/board-notes.feature.js';
import { ChangeLastItemStatusFeature } from './features/change-last-item-status/change-last-item-status.feature.js';
import { SendMailFeature } from './features/send-mail/send-mail.feature.js';
import { AppVariables } from './variables.js';

/** Your app: its features, and what they share. `main.ts` adds it to the framework. */
@Feature({
  name: 'app',
  variables: AppVariables,
  imports: [
    // The three examples.
    BoardNotesFeature,
    ChangeLastItemStatusFeature,
    SendMailFeature,
  ],
})
export class AppModule {}
