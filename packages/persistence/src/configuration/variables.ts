/** Variables by name, as the sources gave them. */
export type Variables = Readonly<Record<string, string | undefined>>;
