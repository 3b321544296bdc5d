import { type AppConfig } from '../../config/index.js';
import { problem, type Finding } from './finding.js';
import { reasonOf } from './reason-of.js';

/**
 * Reports that a service of monday did not answer. For the local platform, which may not be running yet, a separate
 * check reports this.
 */
export function unreachable({ monday }: AppConfig, subject: string, what: string, error: unknown): Finding[] {
  if (monday.isLocalPlatform) return [];
  return [
    problem(
      subject,
      `${what} cannot be reached: ${reasonOf(error)}.`,
      'Allow this machine to reach it (name server, firewall, outbound proxy), or correct the address.',
    ),
  ];
}
