/** A value that a view sent, as text that can be part of a URL: objects and lists as JSON, half characters replaced. */
export function textOfValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.toWellFormed();
}
