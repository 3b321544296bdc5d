import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type ErrorBody } from './failure.js';

/** A page with the same information as the JSON body. */
export interface ErrorPage {
  /** Whether the request comes from a browser. */
  isFor(request: Request): boolean;
  /** Sends the page; the status is set already. */
  send(request: Request, response: Response, body: ErrorBody): void;
}

/** Error pages of modules for their own routes. All other failures are answered with JSON. */
@Injectable()
export class ErrorPages {
  private readonly pages: ErrorPage[] = [];

  add(page: ErrorPage): void {
    this.pages.push(page);
  }

  find(request: Request): ErrorPage | undefined {
    return this.pages.find((page) => page.isFor(request));
  }
}
