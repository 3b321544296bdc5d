import { Controller, Get, NotFoundException, Param, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { AssetFiles } from './asset-files.js';

/** Serves the `public_url` of assets; no token is needed. */
@Controller('__sandbox/files')
export class FilesController {
  constructor(private readonly files: AssetFiles) {}

  @Get(':id/:name')
  file(
    @Param('id') id: string,
    @Res() response: Response,
    @Query('expires') expires?: unknown,
    @Query('signature') signature?: unknown,
  ): void {
    const asset = this.files.open(Number(id), expires, signature);
    if (!asset) throw new NotFoundException('The file does not exist, or its address has expired.');
    response.set({
      'Content-Type': asset.content_type,
      'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(asset.name)}`,
      // The content comes from users: scripts in it must not run on this origin.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    });
    response.send(this.files.read(asset.id));
  }
}
