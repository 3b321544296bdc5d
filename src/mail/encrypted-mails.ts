import { associatedDataOf, type SealedRecords } from '../secrets/index.js';

const PREFIX = 'mail/';
/** Counts of an account's mails, which tell nothing personal and are not encrypted. */
const COUNTS = 'mail/rate/';

/** What is personal in kept mails, for the rotation of keys. */
export const SEALED_MAILS: SealedRecords = {
  prefix: PREFIX,
  reseal: (key, value, reseal) => {
    if (key.startsWith(COUNTS)) return value;
    const [account = '', id = ''] = key.slice(PREFIX.length).split('/');
    const mail = JSON.parse(value) as { readonly sealed: string };
    const sealed = reseal(mail.sealed, associatedDataOf('mail', decodeURIComponent(account), id));
    return JSON.stringify({ ...mail, sealed });
  },
};
