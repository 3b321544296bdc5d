/**
 * Publishes a message to the platform's queue, which delivers it to `POST /mndy-queue` (docs/monday-platform.md#queue).
 */
export abstract class MessagePublisher {
  /**
   * Resolves when the platform has the message.
   * @param content JSON text, which becomes the body of the delivery
   * @throws MondayCodeAPIError
   */
  abstract publish(content: string): Promise<void>;
}
