import { Controller, Get, HttpCode, HttpException, Options, Put, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { BUCKET_NAME } from '../state/index.js';
import { describeObject } from './object-input.js';
import { MAX_OBJECT_BYTES } from './object-contents.js';
import { ObjectReceiver } from './object-receiver.js';
import { ObjectSender } from './object-sender.js';
import { etagOf } from './object-resource.js';
import { ObjectStore } from './object.store.js';
import { unlessBroken } from './unless-broken.js';
import { SignedUrls } from './signed-urls.js';

const PATH = `/${BUCKET_NAME}/`;
const LENGTH_RANGE = /^(\d{1,15}),(\d{1,15})$/;

/** Presigned URLs, by Google's XML API: the signature in the query permits one method on one object. */
@Controller(BUCKET_NAME)
export class SignedObjectsController {
  constructor(
    private readonly urls: SignedUrls,
    private readonly store: ObjectStore,
    private readonly receiver: ObjectReceiver,
    private readonly sender: ObjectSender,
  ) {}

  /** The preflight request of a page. */
  @Options('*name')
  @HttpCode(204)
  preflight(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    permitOrigin(request, response);
    response.set({
      'Access-Control-Allow-Methods': 'GET, PUT',
      'Access-Control-Allow-Headers': 'Content-Type, x-goog-content-length-range',
    });
  }

  @Get('*name')
  async get(@Req() request: Request, @Res() response: Response): Promise<void> {
    permitOrigin(request, response);
    const name = await this.authorize(request);
    const row = this.store.find(name);
    if (!row) throw problem(404, 'NoSuchKey', 'The specified key does not exist.');
    await this.sender.send(row, request, response);
  }

  @Put('*name')
  async put(@Req() request: Request, @Res() response: Response): Promise<void> {
    permitOrigin(request, response);
    const name = await this.authorize(request);
    const [least, most] = lengthRange(request.headers['x-goog-content-length-range']);
    const length = Number(request.headers['content-length'] ?? least);
    if (length > most) throw problem(400, 'EntityTooLarge', 'The upload is larger than its URL permits.');
    if (length < least) throw problem(400, 'EntityTooSmall', 'The upload is smaller than its URL permits.');
    const description = describeObject({ name }, undefined, request.headers['content-type']);
    await unlessBroken(request, async () => {
      const row = await this.receiver.receive(description, request, most);
      response.set({ ETag: `"${etagOf(row)}"`, 'x-goog-generation': String(row.generation) }).end();
    });
  }

  /** Resolves to the name of the object. */
  private async authorize(request: Request): Promise<string> {
    const refusal = await this.urls.refusalOf(request);
    if (refusal) throw problem(refusal.status, refusal.code, refusal.message);
    return decodeURIComponent((request.originalUrl.split('?', 1)[0] ?? '').slice(PATH.length));
  }
}

/** Of a page on this machine: others are refused before. */
function permitOrigin({ headers: { origin } }: Request, response: Response): void {
  response.vary('Origin');
  if (origin !== undefined) {
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'ETag' });
  }
}

/** The header of the URL's signature: the least and the greatest size. */
function lengthRange(header: string | string[] | undefined): [number, number] {
  if (header === undefined) return [0, MAX_OBJECT_BYTES];
  const match = LENGTH_RANGE.exec(String(header));
  if (!match) throw problem(400, 'InvalidArgument', 'x-goog-content-length-range is not valid.');
  return [Number(match[1]), Math.min(Number(match[2]), MAX_OBJECT_BYTES)];
}

function problem(status: number, code: string, message: string): HttpException {
  const text = `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return new HttpException(text, status);
}
