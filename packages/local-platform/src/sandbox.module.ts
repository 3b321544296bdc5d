import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AppsStorageModule } from './apps-storage/index.js';
import { ConsoleModule } from './console/index.js';
import { ControlModule } from './control/index.js';
import { DocumentDbModule } from './document-db/platform/index.js';
import { GraphQLModule } from './graphql/index.js';
import { MailboxModule } from './mailbox/index.js';
import { MappsModule } from './mapps/index.js';
import { MonetizationModule } from './monetization/index.js';
import { OAuthModule } from './oauth/index.js';
import { ObjectsModule } from './object-storage/index.js';
import { PagesModule } from './pages/index.js';
import { ProviderModule } from './provider/index.js';
import { ProviderLoginModule } from './provider-login/index.js';
import { PubSubModule } from './pub-sub/index.js';
import { RefusalFilter } from './refusal.filter.js';
import { RequestsModule } from './requests/index.js';
import { SidecarModule } from './sidecar/index.js';
import { StateModule, type SandboxSettings } from './state/index.js';
import { ViewHostModule } from './view-host/index.js';
import { VaultModule } from './vault/index.js';

/** The root module of the local platform. */
@Module({})
export class SandboxModule {
  static forRoot(settings: SandboxSettings, dataDir: string): DynamicModule {
    return {
      module: SandboxModule,
      imports: [
        StateModule.forRoot(settings, join(dataDir, 'sandbox.db')),
        RequestsModule,
        PagesModule,
        OAuthModule,
        GraphQLModule,
        AppsStorageModule,
        SidecarModule,
        VaultModule,
        ObjectsModule,
        PubSubModule,
        DocumentDbModule,
        ControlModule,
        MailboxModule,
        MappsModule,
        MonetizationModule,
        ProviderModule,
        ProviderLoginModule,
        ConsoleModule,
        ViewHostModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: RefusalFilter }],
    };
  }
}
