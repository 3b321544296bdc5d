/** Remembers so many texts, and forgets the one that was added first to make room. */
export class BoundedSet {
  private readonly texts = new Set<string>();

  constructor(private readonly capacity: number) {}

  has(text: string): boolean {
    return this.texts.has(text);
  }

  add(text: string): void {
    const [oldest] = this.texts;
    if (this.texts.size >= this.capacity && oldest !== undefined) this.texts.delete(oldest);
    this.texts.add(text);
  }
}
