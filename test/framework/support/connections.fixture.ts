import { randomBytes } from 'node:crypto';
import { type AppConfig } from '../../../src/config/index.js';
import { type MondayIdentity } from '../../../src/monday/client/index.js';
import { type Persistence } from '../../../src/persistence/index.js';
import { NO_METRICS } from '../../../src/telemetry/index.js';
import { type QueueService } from '../../../src/queue/index.js';
import { type KeyRing } from '../../../src/secrets/index.js';
import { type TokenEndpoint } from '../../../src/auth/token-endpoint/token-endpoint.js';
import { type TokenSet } from '../../../src/auth/token-endpoint/token-set.js';
import { PublicAddress } from '../../../src/auth/public-address.js';
import { AccountRevocations } from '../../../src/auth/connections/account-revocations.js';
import { ConnectionStore } from '../../../src/auth/connections/connection.store.js';
import { ConnectionService } from '../../../src/auth/connections/connection.service.js';
import { ConsentCache } from '../../../src/auth/connections/consent-cache.js';
import { LookupBudget } from '../../../src/auth/identifiers/lookup-budget.js';
import { SystemClock, type Clock } from '../../../src/clock/index.js';
import { type DecoratedMethods } from '../../../src/discovery/index.js';
import { ConnectionEndWarnings } from '../../../src/auth/connections/connection-end-warnings.js';
import { type ConnectionEndingMethod } from '../../../src/auth/connections/connection-ending.decorator.js';
import { Revocations } from '../../../src/auth/connections/revocations.js';
import { TokenRefresh } from '../../../src/auth/connections/token-refresh.js';

export const OWNER = { accountId: '22', userId: '11' };

export const IDENTITY: MondayIdentity = {
  id: OWNER.userId,
  name: 'Ada',
  email: 'ada@example.com',
  isAdmin: false,
  isGuest: false,
  isViewOnly: false,
  account: { id: OWNER.accountId, slug: 'ada', name: 'Ada Ltd' },
};

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens whose access token says that it expires in so many seconds. */
export function tokensFor(expiresInSeconds: number, changes: Partial<TokenSet> = {}): TokenSet {
  const exp = Math.floor(Date.now() / 1000) + expiresInSeconds;
  const jti = randomBytes(6).toString('hex');
  return {
    accessToken: `${encode({ alg: 'HS256' })}.${encode({ exp, jti })}.c2ln`,
    refreshToken: randomBytes(12).toString('hex'),
    scopes: ['me:read'],
    ...changes,
  };
}

interface ConnectionsOptions {
  readonly clock?: Clock;
  /** Called for connections that end soon. */
  readonly onEnding?: ConnectionEndingMethod;
}

/** What one process of the app has for connections, on a store that it may share with another one. */
export function connectionsOn(
  persistence: Persistence,
  ring: KeyRing,
  endpoint: Partial<TokenEndpoint>,
  { clock = new SystemClock(), onEnding }: ConnectionsOptions = {},
) {
  const config = {
    http: { publicUrl: 'https://app.example.com' },
    monday: { timeoutMs: 1_000, flow: 'oauth-2.1' },
  } as unknown as AppConfig;
  const queue = { publish: jest.fn(() => Promise.resolve('id')) };
  const store = new ConnectionStore(persistence, ring);
  const accountRevocations = new AccountRevocations(persistence, clock);
  const consents = new ConsentCache(store, accountRevocations, new LookupBudget(persistence, clock), clock);
  const address = new PublicAddress(config);
  const tokenEndpoint = endpoint as TokenEndpoint;
  const revocations = new Revocations(
    persistence,
    ring,
    tokenEndpoint,
    queue as unknown as QueueService,
    config,
  );
  const methods = { find: () => (onEnding ? [{ metadata: true, invoke: onEnding, place: '' }] : []) };
  const endWarnings = new ConnectionEndWarnings(
    methods as unknown as DecoratedMethods,
    queue as unknown as QueueService,
    store,
    address,
    clock,
  );
  endWarnings.onModuleInit();
  const refresh = new TokenRefresh(
    store,
    tokenEndpoint,
    revocations,
    consents,
    endWarnings,
    address,
    persistence,
    config,
    clock,
    NO_METRICS,
  );
  const sut = new ConnectionService(
    store,
    accountRevocations,
    consents,
    refresh,
    revocations,
    persistence,
    address,
    clock,
  );
  return { sut, store, consents, queue, revocations, endWarnings };
}
