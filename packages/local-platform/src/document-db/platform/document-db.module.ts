import { Module } from '@nestjs/common';
import { FaultsModule } from '../../faults/index.js';
import { DocumentDbController } from './document-db.controller.js';
import { PlatformDocumentDb } from './platform-document-db.js';

/** monday's Document DB, as a part of the platform. */
@Module({
  imports: [FaultsModule],
  controllers: [DocumentDbController],
  providers: [PlatformDocumentDb],
  exports: [PlatformDocumentDb],
})
export class DocumentDbModule {}
