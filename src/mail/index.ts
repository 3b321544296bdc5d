export { MAX_NAME_LENGTH, MAX_SUBJECT_LENGTH, type MailRecipient, type NewMail } from './check-mail.js';
export { MailAddressInvalidError, MailContentInvalidError } from './mail.errors.js';
export { MailTemplate, type MailTemplateParts, type TemplateValues } from './mail-template.js';
export { MailModule } from './mail.module.js';
export { type MailView, type RecipientState } from './mail-record.js';
export { MailService } from './mail.service.js';
export { observeDeadMails } from './observe-dead-mails.js';
export { ENCRYPTED_MAILS } from './encrypted-mails.js';
export { SmtpTransport } from './smtp.transport.js';
