import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, IsNumber, Max, Min } from 'class-validator';

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['on', true],
  ['false', false],
  ['off', false],
]);

/** A whole number. One message covers the form and the range, so that `abc` is not reported as too large. */
export const IsWholeNumber = (min: number, max: number): PropertyDecorator => {
  const message = `must be a whole number from ${min} to ${max}`;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
    ),
    IsInt({ message }),
    Min(min, { message }),
    Max(max, { message }),
  );
};

/** A number that may have decimals; otherwise as {@link IsWholeNumber}. */
export const IsDecimal = (min: number, max: number): PropertyDecorator => {
  const message = `must be a number from ${min} to ${max}`;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : value,
    ),
    IsNumber({}, { message }),
    Min(min, { message }),
    Max(max, { message }),
  );
};

/** `true`, `on`, `false` and `off` as a boolean, in any case: OpenTelemetry's `OTEL_SDK_DISABLED` may be `True`. */
export const ToBoolean = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? (BOOLEANS.get(value.toLowerCase()) ?? value) : value,
  );

/** A comma-separated list. */
export const ToList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== '')
      : value,
  );
