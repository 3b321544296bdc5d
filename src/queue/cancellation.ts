/** Cancels an attempt. Most attempts need neither a signal nor a listener, so both are created on demand. */
export class Cancellation {
  private controller: AbortController | undefined;
  private cancelled: { readonly reason: Error } | undefined;
  private listeners: ((reason: Error) => void)[] | undefined;

  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.cancelled) this.controller.abort(this.cancelled.reason);
    }
    return this.controller.signal;
  }

  get isCancelled(): boolean {
    return this.cancelled !== undefined;
  }

  /** Only the first reason counts. */
  cancel(reason: Error): void {
    if (this.cancelled) return;
    this.cancelled = { reason };
    this.controller?.abort(reason);
    for (const listener of this.listeners ?? []) listener(reason);
  }

  /** The listener is called once; immediately if the attempt is already cancelled. */
  onCancel(listener: (reason: Error) => void): void {
    if (this.cancelled) listener(this.cancelled.reason);
    else (this.listeners ??= []).push(listener);
  }

  throwIfCancelled(): void {
    if (this.cancelled) throw this.cancelled.reason;
  }
}
