import { Feature } from '../../../feature/index.js';
import { MailModule } from '../../../mail/index.js';
import { MondayModule } from '../../../monday/index.js';
import { StorageModule } from '../../../storage/index.js';
import { SendMailAction } from './send-mail.action.js';
import { SendMailController } from './send-mail.controller.js';

/** An example: an action that sends a mail. To delete it, remove this folder and its line in `app.module.ts`. */
@Feature({
  name: 'send-mail',
  imports: [MailModule, MondayModule, StorageModule],
  controllers: [SendMailController],
  providers: [SendMailAction],
})
export class SendMailFeature {}
