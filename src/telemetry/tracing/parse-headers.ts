/** Headers as OpenTelemetry's variables have them: `name=value,name=value`, the values percent-encoded. */
export function parseHeaders(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals).trim(), decode(pair.slice(equals + 1).trim())];
    }),
  );
}

/** A value with a stray percent sign is meant as it stands. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
