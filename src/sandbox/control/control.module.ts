import { Module } from '@nestjs/common';
import { FaultsModule } from '../faults/index.js';
import { GraphQLModule } from '../graphql/index.js';
import { ControlController } from './control.controller.js';
import { StateReset } from './state-reset.service.js';

/** What scripts and the command line drive the platform with. */
@Module({ imports: [FaultsModule, GraphQLModule], controllers: [ControlController], providers: [StateReset] })
export class ControlModule {}
