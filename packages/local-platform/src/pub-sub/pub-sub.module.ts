import { Module } from '@nestjs/common';
import { SidecarModule } from '../sidecar/index.js';
import { PubSubServer } from './pub-sub.server.js';

/** Google's Pub/Sub, through which apps on monday code publish to their queue. */
@Module({ imports: [SidecarModule], providers: [PubSubServer] })
export class PubSubModule {}
