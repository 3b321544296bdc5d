import { BadRequestException } from '@nestjs/common';
import { fieldsOf, isObject } from 'monday-persistence/json';
import { type UsageCounts } from '../usage.js';

const KINDS = ['reads', 'writes', 'deletes'] as const;
const FIELDS = ['quotas', 'readOnly'];

/** What a client may set. */
export interface Terms {
  readonly quotas?: UsageCounts | null;
  readonly readOnly?: boolean;
}

/** Parses `{quotas?, readOnly?}`. @throws BadRequestException with the problem */
export function documentDbTerms(body: unknown): Terms {
  const fields = fieldsOf(body);
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw new BadRequestException(`Unknown field: ${unknown}.`);
  const { quotas, readOnly } = fields;
  if (readOnly !== undefined && typeof readOnly !== 'boolean') {
    throw new BadRequestException('readOnly must be true or false.');
  }
  return { quotas: quotas === undefined || quotas === null ? quotas : counts(quotas), readOnly };
}

function counts(quotas: unknown): UsageCounts {
  if (
    isObject(quotas) &&
    Object.keys(quotas).length === KINDS.length &&
    KINDS.every((kind) => isCount(quotas[kind]))
  ) {
    return quotas as unknown as UsageCounts;
  }
  throw new BadRequestException(`quotas must be null, or have whole numbers as ${KINDS.join(', ')}.`);
}

const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
