import { Feature, MailModule, MondayModule } from 'monday-app-backend';
import { SendGreeting } from './send-greeting.action.js';

/** To delete it, remove this folder, its test, and its two lines in `app.module.ts`. */
@Feature({
  name: 'send-greeting',
  imports: [MailModule, MondayModule],
  providers: [SendGreeting],
})
export class SendGreetingFeature {}
