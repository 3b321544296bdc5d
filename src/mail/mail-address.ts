import { isIP } from 'node:net';
import { domainToUnicode } from 'node:url';
import { isEmail } from 'class-validator';
import { asciiDomain } from '../config/index.js';

/** Control, format, surrogate, private-use and unassigned characters, separators, and other invisible characters. */
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const NON_ASCII = /[^\0-\x7f]/;
/** Of a domain in ASCII, RFC 1035. */
const MAX_DOMAIN_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;

/**
 * Whether this is one plain address with visible characters only, at a valid DNS domain. A name without a dot, such as
 * `localhost`, is valid; an IP address is not.
 */
export function isPlainAddress(address: string): boolean {
  if (INVISIBLE.test(address) || !isEmail(address, { require_tld: false })) return false;
  const domain = asciiDomain(domainOf(address));
  const fits = domain.length <= MAX_DOMAIN_LENGTH && domain.split('.').every(isLabel);
  return fits && isIP(domain) === 0;
}

/** Whether the address requires a server with SMTPUTF8 (RFC 6531), because its local part is not ASCII. */
export function needsSmtpUtf8(address: string): boolean {
  return NON_ASCII.test(localPartOf(address));
}

/**
 * The address as it is sent, normalised for all spellings of its domain: an international domain in ASCII (RFC 5890),
 * or in Unicode if the local part requires SMTPUTF8.
 */
export function wireAddress(address: string): string {
  const ascii = asciiDomain(domainOf(address));
  return `${localPartOf(address)}@${needsSmtpUtf8(address) ? domainToUnicode(ascii) : ascii}`;
}

/** The address's domain in ASCII. */
export function asciiDomainOf(address: string): string {
  return asciiDomain(domainOf(address));
}

const isLabel = (label: string): boolean => label !== '' && label.length <= MAX_LABEL_LENGTH;
const localPartOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
