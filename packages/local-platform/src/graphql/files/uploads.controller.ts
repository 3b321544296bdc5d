import {
  Controller,
  NotFoundException,
  Param,
  PayloadTooLargeException,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { type Request, type Response } from 'express';
import { readBounded } from 'monday-persistence/http-client';
import { MAX_FILE_BYTES, Uploads } from './uploads.js';

/** Receives the parts of uploads as raw bodies; no token is needed. */
@Controller('__sandbox/uploads')
export class UploadsController {
  constructor(private readonly uploads: Uploads) {}

  @Put(':id/:part')
  async put(
    @Param('id') id: string,
    @Param('part') part: string,
    @Req() request: Request,
    @Res() response: Response,
    @Query('secret') secret?: unknown,
  ): Promise<void> {
    const etag = this.uploads.put(id, Number(part), secret, await readBytes(request));
    if (etag === undefined) throw new NotFoundException('There is no such upload, or it has expired.');
    response.set('ETag', etag).end();
  }
}

async function readBytes(request: Request): Promise<Buffer> {
  const bytes = await readBounded(request, MAX_FILE_BYTES);
  if (bytes === undefined) throw new PayloadTooLargeException();
  return bytes;
}
