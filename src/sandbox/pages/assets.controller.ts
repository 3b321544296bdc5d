import { Controller, Get, Header } from '@nestjs/common';
import { ICON } from './icon.js';
import { STYLE } from './style.js';

const CACHE = 'no-cache';

/** The stylesheet and the icon of the pages. */
@Controller('__sandbox/assets')
export class AssetsController {
  @Get('style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', CACHE)
  style(): string {
    return STYLE;
  }

  @Get('icon.svg')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', CACHE)
  icon(): string {
    return ICON;
  }
}
