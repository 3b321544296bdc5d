export { type KeptMail, type MailSummary } from './kept-mail.js';
export { MailboxModule } from './mailbox.module.js';
