import { Injectable } from '@nestjs/common';
import { ExchangeLog } from './exchange-log.js';

/** The last requests that the platform answered, except those of the console. */
@Injectable()
export class RequestLog extends ExchangeLog {}
