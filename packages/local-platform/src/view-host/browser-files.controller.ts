import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import { type Response } from 'express';

const NAME = /^[a-z-]{1,40}\.(?:js|css)$/;
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

/** Scripts and styles of the host's page, which the package has as files. */
@Controller('__sandbox/view-host/files')
export class BrowserFilesController {
  private folder: string | undefined;

  @Get(':name')
  file(@Param('name') name: string, @Res() response: Response): void {
    this.folder ??= findFolder();
    const path = join(this.folder, name);
    if (!NAME.test(name) || !existsSync(path)) throw new NotFoundException();
    response
      .set({ 'Content-Type': `${TYPES[extname(name)]}; charset=utf-8`, 'Cache-Control': 'no-cache' })
      .send(readFileSync(path, 'utf8'));
  }
}

/** The folder of the package, which contains both the sources and the compiled files. */
function findFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'browser', 'view-host');
    if (existsSync(found)) return found;
  }
  throw new Error('The scripts of the view host are missing.');
}
