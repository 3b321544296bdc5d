import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Snapshots } from './snapshots.service.js';

type FileBody = { readonly file?: unknown } | undefined;

/** All data of the platform as one file. */
@Controller('__sandbox')
export class SnapshotsController {
  constructor(private readonly snapshots: Snapshots) {}

  /** `{file}`: writes a new file at this absolute path, on the machine of the platform. */
  @Post('snapshot')
  async write(@Body() body: FileBody): Promise<{ bytes: number }> {
    return { bytes: await this.snapshots.write(body?.file) };
  }

  /** `{file}`: replaces all data with a snapshot. */
  @Post('restore')
  @HttpCode(204)
  async restore(@Body() body: FileBody): Promise<void> {
    await this.snapshots.restore(body?.file);
  }
}
