/** The result of the field `complexity`. */
export interface ComplexityReport {
  readonly before: number;
  readonly query: number;
  readonly after: number;
  readonly reset_in_x_seconds: number;
}
