import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { ThrottlerModule } from '@nestjs/throttler';
import { AccessTokens } from '../caller/index.js';
import { Clock } from '../clock/index.js';
import { AppConfig } from '../config/index.js';
import { DecoratedMethodsModule } from '../discovery/index.js';
import { MondayClientModule } from '../monday/client/index.js';
import { MondayRequestsModule } from '../monday/requests/index.js';
import { Persistence, PersistenceModule } from '../persistence/index.js';
import { QueueModule } from '../queue/index.js';
import { SecretsModule } from '../secrets/index.js';
import { AccountRevocations } from './connections/account-revocations.js';
import { ActiveUserCheck } from './connections/active-user-check.js';
import { ConnectedAccounts } from './connections/connected-accounts.js';
import { ConnectionEndWarnings } from './connections/connection-end-warnings.js';
import { ConnectionStore } from './connections/connection.store.js';
import { CallerAccessTokens } from './connections/caller-access-tokens.js';
import { ConnectionService } from './connections/connection.service.js';
import { ConsentCache } from './connections/consent-cache.js';
import { Revocations } from './connections/revocations.js';
import { TokenRefresh } from './connections/token-refresh.js';
import { CallerGuard } from './guards/caller.guard.js';
import { CredentialVerifier } from './guards/credential-verifier.js';
import { RoutePolicies } from './guards/route-policies.js';
import { SignedTokens } from './identifiers/signed-tokens.js';
import { LookupBudget } from './identifiers/lookup-budget.js';
import { AuthorizationUrlController } from './oauth/authorization-url.controller.js';
import { LoginAttemptCookies } from './oauth/login-attempt-cookies.js';
import { LoginController } from './oauth/login.controller.js';
import { LoginService } from './oauth/login.service.js';
import { MondayOAuthStrategy } from './oauth/monday-oauth.strategy.js';
import { TokenEndpoint } from './token-endpoint/token-endpoint.js';
import { UsedStates } from './oauth/used-states.js';
import { LoginErrorPage } from './pages/login-error.page.js';
import { PublicAddress } from './public-address.js';
import { AccountController } from './account/account.controller.js';
import { Sessions } from './sessions/sessions.js';
import { createThrottlerStorage } from './throttling/create-throttler-storage.js';
import { type ClientRequest } from './throttling/client-network.js';
import { throttleKey, trackerOf } from './throttling/throttle-key.js';
import { THROTTLE_MESSAGE } from './throttling/throttle-message.js';
import { JWTService } from './tokens/jwt.service.js';
import { RefreshController } from './tokens/refresh.controller.js';
import { RefreshTokens } from './tokens/refresh-tokens.js';
import { tokenClock } from './token-clock.js';
import { TokenPairs } from './tokens/token-pairs.js';

const MINUTE_MS = 60_000;

/** Authentication: the login with monday, the app's own tokens and sessions, and the connections to monday. */
@Module({
  imports: [
    DecoratedMethodsModule,
    SecretsModule,
    PersistenceModule,
    QueueModule,
    MondayClientModule,
    MondayRequestsModule,
    JwtModule.register({}),
    ThrottlerModule.forRootAsync({
      imports: [PersistenceModule],
      inject: [AppConfig, Persistence, Clock],
      useFactory: ({ http }: AppConfig, persistence: Persistence, clock: Clock) => ({
        throttlers: [{ ttl: MINUTE_MS, limit: http.throttleAuthPerMinute }],
        storage: createThrottlerStorage(persistence, clock),
        getTracker: (request) => trackerOf(request as ClientRequest),
        generateKey: throttleKey,
        errorMessage: THROTTLE_MESSAGE,
      }),
    }),
  ],
  controllers: [LoginController, AuthorizationUrlController, RefreshController, AccountController],
  providers: [
    CallerGuard,
    { provide: AccessTokens, useClass: CallerAccessTokens },
    AccountRevocations,
    ActiveUserCheck,
    ConnectedAccounts,
    ConnectionEndWarnings,
    ConnectionStore,
    ConnectionService,
    CredentialVerifier,
    ConsentCache,
    JWTService,
    LoginAttemptCookies,
    LoginErrorPage,
    LoginService,
    SignedTokens,
    MondayOAuthStrategy,
    PublicAddress,
    RefreshTokens,
    LookupBudget,
    Revocations,
    RoutePolicies,
    Sessions,
    TokenEndpoint,
    TokenPairs,
    TokenRefresh,
    UsedStates,
    tokenClock,
  ],
  exports: [ActiveUserCheck, CallerGuard, ConnectedAccounts, JWTService, ConnectionService, PublicAddress],
})
export class AuthModule {}
