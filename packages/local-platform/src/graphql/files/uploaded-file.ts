/** A file part of a request: what a variable of the type `File` is. */
export class UploadedFile {
  constructor(
    readonly name: string,
    readonly contentType: string,
    readonly bytes: Buffer,
  ) {}
}
