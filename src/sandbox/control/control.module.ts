import { Module } from '@nestjs/common';
import { ControlController } from './control.controller.js';

/** What scripts and the command line drive the platform with. */
@Module({ controllers: [ControlController] })
export class ControlModule {}
