import { type Request } from 'express';

/** Runs the work that reads a body. A client that goes away before its end gets no answer, and is no error. */
export async function unlessBroken(request: Request, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET' || request.complete) throw error;
  }
}
