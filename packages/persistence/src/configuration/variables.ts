/** Variables by name, unparsed. */
export type Variables = Readonly<Record<string, string | undefined>>;
