import { Module } from '@nestjs/common';
import { AccountStorageModule } from '../account-storage/index.js';
import { BlocksModule } from '../blocks/index.js';
import { DocumentDbModule } from '../document-db/platform/index.js';
import { FaultsModule } from '../faults/index.js';
import { GraphQLModule } from '../graphql/index.js';
import { OAuthModule } from '../oauth/index.js';
import { SidecarModule } from '../sidecar/index.js';
import { LogsPage } from './logs.page.js';
import { MappsModule } from '../mapps/index.js';
import { MonetizationModule } from '../monetization/index.js';
import { RequestsModule } from '../requests/index.js';
import { AccountsController } from './accounts.controller.js';
import { AppDataClient } from './app-data.client.js';
import { AppPageController } from './app.controller.js';
import { AppPage } from './app.page.js';
import { BoardContentPage } from './board-content.page.js';
import { BoardEditingController } from './board-editing.controller.js';
import { BoardsPage } from './boards.page.js';
import { ConsoleActionsController } from './console-actions.controller.js';
import { ExplorerController } from './explorer.controller.js';
import { ExplorerPage } from './explorer.page.js';
import { FaultsPage } from './faults.page.js';
import { HomePage } from './home.page.js';
import { ItemPage } from './item.page.js';
import { JobsController } from './jobs.controller.js';
import { QueuePage } from './queue.page.js';
import { ExchangeMasking } from './exchange-masking.js';
import { ExchangePage } from './exchange.page.js';
import { RequestsController } from './requests.controller.js';
import { RunController } from './run.controller.js';
import { RunFormPage } from './run-form.page.js';
import { RunListPage } from './run-list.page.js';
import { RequestsPage } from './requests.page.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { SubscriptionsPage } from './subscriptions.page.js';
import { StoragePage } from './storage.page.js';
import { ProviderLoginModule } from '../provider-login/index.js';
import { ConsoleConnectionsController } from './connections.controller.js';
import { UserPage } from './user.page.js';
import { ConnectionsPage } from './connections.page.js';
import { ConsoleController } from './console.controller.js';

/** The console for developers. */
@Module({
  imports: [
    BlocksModule,
    RequestsModule,
    OAuthModule,
    GraphQLModule,
    SidecarModule,
    AccountStorageModule,
    FaultsModule,
    DocumentDbModule,
    MappsModule,
    MonetizationModule,
    ProviderLoginModule,
  ],
  controllers: [
    AccountsController,
    ConsoleController,
    AppPageController,
    BoardEditingController,
    ConsoleActionsController,
    ConsoleConnectionsController,
    ExplorerController,
    JobsController,
    RequestsController,
    RunController,
    SubscriptionsController,
  ],
  providers: [
    HomePage,
    UserPage,
    AppPage,
    BoardContentPage,
    BoardsPage,
    ItemPage,
    StoragePage,
    QueuePage,
    ExchangeMasking,
    ExchangePage,
    RequestsPage,
    RunFormPage,
    RunListPage,
    ExplorerPage,
    FaultsPage,
    LogsPage,
    ConnectionsPage,
    SubscriptionsPage,
    AppDataClient,
  ],
})
export class ConsoleModule {}
