import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Put } from '@nestjs/common';
import { PlatformDocumentDb, type DocumentDbState } from './platform-document-db.js';
import { documentDbTerms } from './terms-input.js';

/** Shows and sets what tests need of the Document DB. 404 if the platform has none. */
@Controller('__sandbox/document-db')
export class DocumentDbController {
  constructor(private readonly documentDb: PlatformDocumentDb) {}

  @Get()
  state(): DocumentDbState {
    const state = this.documentDb.state();
    if (!state) throw new NotFoundException('This platform has no Document DB.');
    return state;
  }

  /** `{quotas?, readOnly?}`, until the platform stops or is reset; answers as `GET`. */
  @Put()
  setTerms(@Body() body?: unknown): DocumentDbState {
    this.documentDb.setTerms(documentDbTerms(body));
    return this.state();
  }

  /** Begins to count usage again. */
  @Delete('usage')
  @HttpCode(204)
  resetUsage(): void {
    this.documentDb.resetUsage();
  }
}
