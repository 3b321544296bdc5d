import { type Profile, type Variables } from '../config/index.js';

const LOOPBACK = '127.0.0.1';
/** V8's share of the 512 MiB of an instance (docs/monday-platform.md#monday-code-limits). */
const HEAP_MIB = 384;
/** The platform offers it to apps of all kinds; in other profiles it would be a home that nobody chose. */
const ONLY_ON_MONDAY_CODE = { MNDY_MONGODB_CONNECTION_STRING: undefined };
const INJECTED_ON_MONDAY_CODE = { K_SERVICE: 'local' };
/** As docs/deployment.md has the operator of a new app choose. */
const homeOnMondayCode = ({ PERSISTENCE_DRIVER, DATABASE_URL }: Variables): Variables => ({
  PERSISTENCE_DRIVER: PERSISTENCE_DRIVER || (DATABASE_URL ? undefined : 'document-db'),
});

/**
 * The variables that an operator of this profile sets, with the local platform in place of monday and of the mail server.
 * @param platform the variables that point an app at the local platform
 */
export function variablesOfProfile(
  profile: Profile,
  environment: Variables,
  platform: Variables,
  appUrl: string,
): Variables {
  const { MAIL_FROM = 'app@example.com' } = environment;
  return {
    ...platform,
    APP_PROFILE: profile,
    PUBLIC_URL: appUrl,
    SMTP_HOST: LOOPBACK,
    SMTP_PORT: platform['SANDBOX_SMTP_PORT'],
    SMTP_SECURITY: 'none',
    SMTP_USER: undefined,
    SMTP_PASSWORD: undefined,
    MAIL_FROM,
    ...(profile === 'monday-code'
      ? { ...INJECTED_ON_MONDAY_CODE, ...homeOnMondayCode(environment) }
      : ONLY_ON_MONDAY_CODE),
  };
}

/** Options of Node with which the app runs in this profile. */
export function nodeOptionsOf(profile: Profile, preload: string): string[] {
  return profile === 'monday-code' ? [`--max-old-space-size=${HEAP_MIB}`, '--require', preload] : [];
}
