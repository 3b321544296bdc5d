import { Module } from '@nestjs/common';
import { VaultModule } from '../vault/index.js';
import { ObjectContents } from './object-contents.js';
import { ObjectReceiver } from './object-receiver.js';
import { ObjectSender } from './object-sender.js';
import { ObjectStore } from './object.store.js';
import { ObjectUploadsController } from './object-uploads.controller.js';
import { ObjectsController } from './objects.controller.js';
import { SignedObjectsController } from './signed-objects.controller.js';
import { SignedUrls } from './signed-urls.js';

/** monday's object storage: one bucket of Google Cloud Storage for the app (docs/monday-platform.md#object-storage). */
@Module({
  imports: [VaultModule],
  controllers: [ObjectsController, ObjectUploadsController, SignedObjectsController],
  providers: [ObjectStore, ObjectContents, ObjectSender, ObjectReceiver, SignedUrls],
})
export class ObjectsModule {}
