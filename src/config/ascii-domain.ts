import { domainToASCII, domainToUnicode } from 'node:url';

/**
 * The domain in ASCII and lower case (RFC 5890), or an empty text if it cannot exist. Node's own function accepts each
 * `xn--` label from version 24 on, as browsers do; here it must stand for a label in Unicode.
 */
export function asciiDomain(domain: string): string {
  const ascii = domainToASCII(domain);
  return ascii.split('.').every(canExist) ? ascii : '';
}

const canExist = (label: string): boolean =>
  !label.startsWith('xn--') || !['', label].includes(domainToUnicode(label));
