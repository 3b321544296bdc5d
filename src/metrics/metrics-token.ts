import { type IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { SecretService } from '../secrets/index.js';

const BEARER = /^Bearer +(\S+) *$/i;

/** Checks the token for metrics, on both ports. */
@Injectable()
export class MetricsToken {
  constructor(private readonly secrets: SecretService) {}

  /** Whether the request carries the token, compared in constant time. False if no token is configured. */
  isIn({ authorization }: IncomingHttpHeaders): boolean {
    const given = BEARER.exec(authorization ?? '')?.[1];
    const token = this.secrets.get('METRICS_TOKEN');
    return given !== undefined && token !== undefined && equalInConstantTime(given, token);
  }
}
