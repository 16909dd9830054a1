import type { FileRefusal } from '#domain/file';

/** A file that is not taken. Says why by a code; nothing of the content is in it. */
export class FileRefused extends Error {
  readonly code: FileRefusal;

  constructor(code: FileRefusal) {
    super(code);
    this.name = 'FileRefused';
    this.code = code;
  }
}
