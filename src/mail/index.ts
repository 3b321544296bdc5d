export { MailModule } from './mail.module.js';
export { MailService, type NewMail } from './mail.service.js';
