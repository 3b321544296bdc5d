import { Module } from '@nestjs/common';
import { GraphQLModule } from '../graphql/index.js';
import { OAuthModule } from '../oauth/index.js';
import { SidecarModule } from '../sidecar/index.js';
import { LogsPage } from './logs.page.js';
import { RequestsModule } from '../requests/index.js';
import { BoardsPage } from './boards.page.js';
import { HomePage } from './home.page.js';
import { RequestsPage } from './requests.page.js';
import { ConsoleController } from './console.controller.js';

/** What the developer looks at while working. */
@Module({
  imports: [RequestsModule, OAuthModule, GraphQLModule, SidecarModule],
  controllers: [ConsoleController],
  providers: [HomePage, BoardsPage, RequestsPage, LogsPage],
})
export class ConsoleModule {}
