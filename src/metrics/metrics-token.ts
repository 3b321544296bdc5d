import { type IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { SecretService } from '../secrets/index.js';

const BEARER = /^Bearer +(\S+) *$/i;

/** Knows who may see the metrics by their token, on whichever port. */
@Injectable()
export class MetricsToken {
  constructor(private readonly secrets: SecretService) {}

  /** Whether the request carries the token, compared in constant time. Without a configured token nobody does. */
  isIn({ authorization }: IncomingHttpHeaders): boolean {
    const given = BEARER.exec(authorization ?? '')?.[1];
    const token = this.secrets.get('METRICS_TOKEN');
    return given !== undefined && token !== undefined && equalInConstantTime(given, token);
  }
}
