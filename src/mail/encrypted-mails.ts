import { associatedDataOf, type EncryptedRecords } from '../secrets/index.js';

const PREFIX = 'mail/';
/** Counters of an account's mails, which are not personal and not encrypted. */
const COUNTS = 'mail/rate/';

/** Personal data in stored mails, for key rotation. */
export const ENCRYPTED_MAILS: EncryptedRecords = {
  prefix: PREFIX,
  reencrypt: (key, value, reencrypt) => {
    if (key.startsWith(COUNTS)) return value;
    const [account = '', id = ''] = key.slice(PREFIX.length).split('/');
    const mail = JSON.parse(value) as { readonly sealed: string };
    const encrypted = reencrypt(mail.sealed, associatedDataOf('mail', decodeURIComponent(account), id));
    return JSON.stringify({ ...mail, sealed: encrypted });
  },
};
