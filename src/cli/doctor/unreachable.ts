import { type AppConfig } from '../../config/index.js';
import { problem, type Finding } from './finding.js';
import { reasonOf } from './reason-of.js';

/** Something of monday's did not answer. Of the local platform, which need not run yet, a check of its own tells. */
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
