/** A file part of a request; the value of a variable of the type `File`. */
export class UploadedFile {
  constructor(
    readonly name: string,
    readonly contentType: string,
    readonly bytes: Buffer,
  ) {}
}
