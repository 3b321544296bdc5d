/** Headers in the format of OpenTelemetry's variables: `name=value,name=value`, the values percent-encoded. */
export function parseHeaders(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals).trim(), decode(pair.slice(equals + 1).trim())];
    }),
  );
}

/** A value with an invalid percent-encoding is used unchanged. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
