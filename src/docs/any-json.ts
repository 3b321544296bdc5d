/** Stands in an example for a value that may be any JSON. */
export class AnyJson {
  constructor(readonly example: unknown) {}
}
