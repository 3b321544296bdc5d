import { Module } from '@nestjs/common';
import { ControlController } from './control.controller.js';
import { StateReset } from './state-reset.service.js';

/** What scripts and the command line drive the platform with. */
@Module({ controllers: [ControlController], providers: [StateReset] })
export class ControlModule {}
