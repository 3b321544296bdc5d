import { Injectable } from '@nestjs/common';

/** A completed request, without query, headers and body, which contain codes and tokens. */
export interface RecordedRequest {
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
}

const KEPT = 200;

/** The last requests that the platform answered, newest first. In memory only. */
@Injectable()
export class RequestLog {
  private readonly requests: RecordedRequest[] = [];

  add(request: RecordedRequest): void {
    this.requests.unshift(request);
    if (this.requests.length > KEPT) this.requests.pop();
  }

  list(): readonly RecordedRequest[] {
    return this.requests;
  }
}
