import { Module } from '@nestjs/common';
import { GraphQLModule } from '../graphql/index.js';
import { OAuthModule } from '../oauth/index.js';
import { RequestsModule } from '../requests/index.js';
import { BoardsPage } from './boards.page.js';
import { HomePage } from './home.page.js';
import { RequestsPage } from './requests.page.js';
import { ConsoleController } from './console.controller.js';

/** What the developer looks at while working. */
@Module({
  imports: [RequestsModule, OAuthModule, GraphQLModule],
  controllers: [ConsoleController],
  providers: [HomePage, BoardsPage, RequestsPage],
})
export class ConsoleModule {}
