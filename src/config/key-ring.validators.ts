import { ValidateBy } from 'class-validator';

const ENTRY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9_-]+)$/;

/**
 * Keys as `<kid>:<base64url>`, comma-separated, each kid once.
 * @param bytes minimum and maximum length of a key in bytes
 */
export function IsKeyRing(bytes: { readonly min: number; readonly max: number }): PropertyDecorator {
  const size = bytes.min === bytes.max ? `${bytes.min} bytes` : `${bytes.min} to ${bytes.max} bytes`;
  return ValidateBy({
    name: 'isKeyRing',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isKeyRing(value, bytes),
      defaultMessage: () => `must be <kid>:<base64url of ${size}>, comma-separated, each kid once`,
    },
  });
}

function isKeyRing(text: string, { min, max }: { readonly min: number; readonly max: number }): boolean {
  const entries = text.split(',').map((entry) => ENTRY.exec(entry));
  const kids = new Set(entries.map((entry) => entry?.[1]));
  const fit = entries.every((entry) => {
    const bytes = Buffer.from(entry?.[2] ?? '', 'base64url').length;
    return bytes >= min && bytes <= max;
  });
  return fit && kids.size === entries.length;
}
