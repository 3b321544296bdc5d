import { Module } from '@nestjs/common';
import { DocumentDbModule } from '../document-db/platform/index.js';
import { FaultsModule } from '../faults/index.js';
import { GraphQLModule } from '../graphql/index.js';
import { BoardsController } from './boards.controller.js';
import { ControlController } from './control.controller.js';
import { SnapshotsController } from './snapshots.controller.js';
import { Snapshots } from './snapshots.service.js';
import { StateCopy } from './state-copy.service.js';
import { StateController } from './state.controller.js';
import { StateReset } from './state-reset.service.js';

/** The control API for scripts and the CLI. */
@Module({
  imports: [DocumentDbModule, FaultsModule, GraphQLModule],
  controllers: [BoardsController, ControlController, SnapshotsController, StateController],
  providers: [Snapshots, StateReset, StateCopy],
})
export class ControlModule {}
