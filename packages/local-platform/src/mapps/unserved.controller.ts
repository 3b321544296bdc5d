import { All, Controller } from '@nestjs/common';
import { MappsNotFoundError } from './mapps.errors.js';

/** Commands that need monday itself, such as `code:push`. */
@Controller(['api', 'apps_ms'])
export class UnservedController {
  @All('*path')
  refuse(): never {
    throw new MappsNotFoundError('The local platform does not serve this command of mapps.');
  }
}
