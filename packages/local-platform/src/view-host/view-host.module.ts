import { Module } from '@nestjs/common';
import { AccountStorageModule } from '../account-storage/index.js';
import { BlocksModule } from '../blocks/index.js';
import { GraphQLModule } from '../graphql/index.js';
import { BrowserFilesController } from './browser-files.controller.js';
import { ViewApi } from './view-api.js';
import { ViewBoards } from './view-boards.js';
import { ViewContext } from './view-context.js';
import { ViewExecutions } from './view-executions.js';
import { ViewFeed } from './view-feed.js';
import { ViewHostController } from './view-host.controller.js';
import { ViewHostPage } from './view-host.page.js';
import { ViewMessages } from './view-messages.js';
import { ViewMessagesController } from './view-messages.controller.js';
import { ViewReader } from './view-reader.js';
import { ViewSettings } from './view-settings.js';
import { ViewStorage } from './view-storage.js';

/** Shows views of the app in a frame, and answers them as monday's pages do. */
@Module({
  imports: [AccountStorageModule, BlocksModule, GraphQLModule],
  controllers: [BrowserFilesController, ViewHostController, ViewMessagesController],
  providers: [
    ViewApi,
    ViewBoards,
    ViewContext,
    ViewExecutions,
    ViewFeed,
    ViewHostPage,
    ViewMessages,
    ViewReader,
    ViewSettings,
    ViewStorage,
  ],
})
export class ViewHostModule {}
