import { Controller, Get, Header } from '@nestjs/common';
import { COPY_SCRIPT } from './copy-script.js';
import { EXPLORER_SCRIPT } from './explorer-script.js';
import { ICON } from './icon.js';
import { LIVE_SCRIPT } from './live-script.js';
import { STYLE } from './style.js';

const CACHE = 'no-cache';

/** Assets of the pages: stylesheet, icon, and the script for updates. */
@Controller()
export class AssetsController {
  @Get('__sandbox/assets/style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', CACHE)
  style(): string {
    return STYLE;
  }

  @Get(['__sandbox/assets/icon.svg', 'favicon.ico'])
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', CACHE)
  icon(): string {
    return ICON;
  }

  @Get('__sandbox/assets/live.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', CACHE)
  script(): string {
    return LIVE_SCRIPT;
  }

  @Get('__sandbox/assets/copy.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', CACHE)
  copyScript(): string {
    return COPY_SCRIPT;
  }

  @Get('__sandbox/assets/explorer.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', CACHE)
  explorerScript(): string {
    return EXPLORER_SCRIPT;
  }
}
