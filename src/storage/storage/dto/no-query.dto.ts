/** A route that takes no query parameters: any is unknown, and refused. */
export class NoQuery {}
