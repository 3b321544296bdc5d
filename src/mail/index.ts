export type { NewMail } from './check-mail.js';
export { MailModule } from './mail.module.js';
export { MailService, type MailView } from './mail.service.js';
