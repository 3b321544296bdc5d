import { Controller, Delete, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { readBounded } from 'monday-persistence/http-client';
import { tryParseJson } from 'monday-persistence/json';
import { BUCKET_NAME, SandboxSettings } from '../state/index.js';
import { readContentRange } from './content-range.js';
import { readRelatedParts } from './multipart-related.js';
import { checkBucket, describeObject } from './object-input.js';
import { objectResource } from './object-resource.js';
import { ObjectRefusal } from './object-storage.errors.js';
import { ObjectReceiver } from './object-receiver.js';
import { unlessBroken } from './unless-broken.js';
import { ObjectStore, type ObjectRow, type UploadRow } from './object.store.js';

type QueryValues = Readonly<Record<string, unknown>>;

const MAX_RESOURCE_BYTES = 64 * 1_024;
/** A body of two parts is read whole. Clients send larger objects by a resumable upload. */
const MAX_MULTIPART_BYTES = 16 * 1_024 * 1_024;
const CONTENT_TYPE = 'x-upload-content-type';

/** Uploads by Google's JSON API: with one request, of one or two parts, or resumable. */
@Controller('upload/storage/v1/b/:bucket/o')
export class ObjectUploadsController {
  constructor(
    private readonly store: ObjectStore,
    private readonly receiver: ObjectReceiver,
    private readonly settings: SandboxSettings,
  ) {}

  @Post()
  @HttpCode(200)
  begin(
    @Param('bucket') bucket: string,
    @Query() query: QueryValues,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    checkBucket(bucket);
    return unlessBroken(request, () => this.receive(query, request, response));
  }

  @Put()
  async resume(
    @Param('bucket') bucket: string,
    @Req() request: Request,
    @Res() response: Response,
    @Query('upload_id') id?: unknown,
  ): Promise<void> {
    checkBucket(bucket);
    const found = this.findUpload(id);
    if ('generation' in found) return this.answer(response, found);
    const range = readContentRange(request.headers['content-range']);
    await unlessBroken(request, async () => {
      const result = await this.receiver.resume(found, range, request);
      if (typeof result !== 'number') return this.answer(response, result);
      if (result > 0) response.set('Range', `bytes=0-${result - 1}`);
      response.status(308).end();
    });
  }

  /** Cancels a resumable upload. */
  @Delete()
  @HttpCode(499)
  cancel(@Param('bucket') bucket: string, @Query('upload_id') id?: unknown): void {
    checkBucket(bucket);
    const found = this.findUpload(id);
    if (!('generation' in found)) this.store.abort(found.content_id);
  }

  private async receive(query: QueryValues, request: Request, response: Response): Promise<void> {
    switch (query['uploadType']) {
      case 'resumable':
        return this.beginResumable(query, request, response);
      case 'multipart':
        return this.answer(response, await this.receiveParts(query, request));
      case 'media': {
        const description = describeObject(query, undefined, request.headers['content-type']);
        return this.answer(response, await this.receiver.receive(description, request));
      }
      default:
        throw ObjectRefusal.invalid('uploadType must be media, multipart or resumable.');
    }
  }

  private async beginResumable(query: QueryValues, request: Request, response: Response): Promise<void> {
    const body = await readBounded(request, MAX_RESOURCE_BYTES);
    if (!body) throw ObjectRefusal.tooLarge(MAX_RESOURCE_BYTES);
    const resource = body.length === 0 ? {} : tryParseJson(body.toString('utf8'));
    if (resource === undefined) throw ObjectRefusal.invalid('Parse Error');
    const type = request.headers[CONTENT_TYPE];
    const upload = this.store.begin(
      describeObject(query, resource, typeof type === 'string' ? type : undefined),
    );
    const address = new URL(`${this.settings.url}/upload/storage/v1/b/${BUCKET_NAME}/o`);
    address.search = new URLSearchParams({
      uploadType: 'resumable',
      upload_id: upload.content_id,
    }).toString();
    response.set({ Location: address.href, 'X-GUploader-UploadID': upload.content_id }).status(200).end();
  }

  private async receiveParts(query: QueryValues, request: Request): Promise<ObjectRow> {
    const body = await readBounded(request, MAX_MULTIPART_BYTES);
    if (!body) throw ObjectRefusal.tooLarge(MAX_MULTIPART_BYTES);
    const parts = readRelatedParts(body, request.headers['content-type'] ?? '');
    const description = describeObject(query, parts.resource, parts.contentType);
    return this.receiver.receive(description, chunksOf(parts.bytes));
  }

  /** An upload, or the object that it became: a client repeats its last request if it got no answer. */
  private findUpload(id: unknown): UploadRow | ObjectRow {
    const found =
      typeof id === 'string' ? (this.store.findUpload(id) ?? this.store.findContent(id)) : undefined;
    if (!found) throw ObjectRefusal.noUpload();
    return found;
  }

  private answer(response: Response, row: ObjectRow): void {
    response.json(objectResource(row, this.settings.url));
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of one part
async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
