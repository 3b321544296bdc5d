/** Hands a message to the platform's own queue, which pushes it back to `POST /mndy-queue` (docs/monday-platform.md#queue). */
export abstract class MessagePublisher {
  /**
   * Resolves when the platform has the message.
   * @param content JSON text; it becomes the body of the push
   * @throws MondayCodeAPIError
   */
  abstract publish(content: string): Promise<void>;
}
