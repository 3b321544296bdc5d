export type { NewMail } from './check-mail.js';
export { MailTemplate, type MailTemplateParts, type TemplateValues } from './mail.template.js';
export { MailModule } from './mail.module.js';
export { MailService, type MailView } from './mail.service.js';
export { SEALED_MAILS } from './sealed-mails.js';
export { SmtpTransport } from './smtp.transport.js';
