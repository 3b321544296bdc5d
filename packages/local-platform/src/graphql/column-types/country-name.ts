const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** The English name of a country by its two-letter code, such as `SE`; `undefined` for an unknown code. */
export function countryName(code: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code) || code === 'ZZ') return undefined;
  return NAMES.of(code);
}

export function isCountry(code: string): boolean {
  return countryName(code) !== undefined;
}
