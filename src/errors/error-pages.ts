import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type ErrorBody } from './failure.js';

/** A page that says to a person what the JSON body says to a program. */
export interface ErrorPage {
  /** Whether a person in front of a browser waits for this request. */
  isFor(request: Request): boolean;
  /** Sends the page; the status is set already. */
  send(request: Request, response: Response, body: ErrorBody): void;
}

/** The pages that modules add for their own routes; every other failure is answered with JSON. */
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
