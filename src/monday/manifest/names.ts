/** The key of a feature in the manifest, such as `action_send_mail`. */
export const slugOf = (kind: 'action' | 'trigger' | 'field' | 'credentials' | 'view', name: string): string =>
  `${kind}_${name.replace(/\W/g, '_')}`;

/** A name or a key in words: `send-mail` and `sendMail` are `Send mail`. */
export function inWords(name: string): string {
  const words = name
    .replace(/[\W_]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
