import { type MailRecipient } from '../../../mail/index.js';

/**
 * Parses a list of recipients: addresses separated by commas or semicolons, each optionally with a name, such as
 * `ada@example.com; "Lovelace, Ada" <ada@example.com>`. It runs in one pass and is strict: all text outside names and
 * brackets is part of an address, which is validated with the mail.
 */
export function parseRecipients(text: string): MailRecipient[] {
  return split(text)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(recipientIn);
}

/** The parts between separators; separators inside quotes are ignored. */
function split(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isQuoted && character === '\\') index += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === ',' || character === ';')) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function recipientIn(part: string): MailRecipient {
  const open = part.lastIndexOf('<');
  if (open === -1 || !part.endsWith('>')) return { address: part };
  const name = unquoted(part.slice(0, open).trim());
  const address = part.slice(open + 1, -1).trim();
  return name === '' ? { address } : { address, name };
}

function unquoted(name: string): string {
  const isQuoted = name.length > 1 && name.startsWith('"') && name.endsWith('"');
  return isQuoted ? name.slice(1, -1).replace(/\\(.)/gs, '$1') : name;
}
