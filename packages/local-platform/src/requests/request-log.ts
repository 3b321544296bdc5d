import { Injectable } from '@nestjs/common';
import { Latest } from './latest.js';

/** A completed request, without query, headers and body, which contain codes and tokens. */
export interface RecordedRequest {
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** The last requests that the platform answered, newest first. In memory only. */
@Injectable()
export class RequestLog extends Latest<RecordedRequest> {}
