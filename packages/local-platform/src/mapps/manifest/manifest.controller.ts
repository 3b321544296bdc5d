import {
  Controller,
  Get,
  HttpCode,
  Post,
  Put,
  Res,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { type Response } from 'express';
import { APP_ID, APP_VERSION_ID } from '../../state/index.js';
import { MappsGuard } from '../mapps.guard.js';
import { MappsInputError, MappsNotFoundError } from '../mapps.errors.js';
import { readManifest } from './app-manifest.js';
import { packManifest, unpackManifest } from './manifest-archive.js';
import { ManifestStore } from './manifest.store.js';

/** The part of the form that holds the zip. */
const PART = 'zipfile';
const Upload = FileInterceptor(PART, {
  limits: { fileSize: 1024 * 1024, files: 1, fields: 5, fieldSize: 1_000 },
});

/** `mapps manifest:import` and `manifest:export`. */
@Controller('api/apps')
@UseGuards(MappsGuard)
export class ManifestController {
  constructor(private readonly manifests: ManifestStore) {}

  /** A "new app" is the one that the platform has. */
  @Post('manifest')
  @HttpCode(200)
  @UseInterceptors(Upload)
  create(@UploadedFile() file?: { readonly buffer: Buffer }): Promise<object> {
    return this.import(file);
  }

  @Put(':appId/manifest')
  @UseInterceptors(Upload)
  update(@UploadedFile() file?: { readonly buffer: Buffer }): Promise<object> {
    return this.import(file);
  }

  /** Before an export, monday gives slugs to the features that have none. */
  @Post(':appId/manifest/exportability')
  @HttpCode(200)
  makeExportable(): object {
    return {};
  }

  /** A zip in base64, as text. */
  @Get(':appId/manifest')
  async export(@Res() response: Response): Promise<void> {
    const manifest = await this.manifests.get();
    if (!manifest) throw new MappsNotFoundError('No manifest was imported yet.');
    response.type('text').send(Buffer.from(packManifest(manifest)).toString('base64'));
  }

  private async import(file: { readonly buffer: Buffer } | undefined): Promise<object> {
    if (!file) throw new MappsInputError(`The form has no file ${PART}.`);
    await this.manifests.set(readManifest(unpackManifest(file.buffer)));
    return { app: { id: APP_ID }, appVersion: { id: APP_VERSION_ID } };
  }
}
