import { isOwnAuthority } from './certificates.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Merges certificates in PEM, each once, without earlier authorities of the platform.
 * @param own the platform's authority, which comes first
 * @param others texts with any number of certificates
 */
export function mergeCertificates(own: string, others: readonly string[]): string {
  const blocks = others
    .flatMap((text) => text.match(CERTIFICATE) ?? [])
    .map((block) => block.replace(/\r\n/g, '\n'))
    .filter((block) => !isOwnAuthority(block));
  return `${[...new Set([own.trim(), ...blocks])].join('\n')}\n`;
}
