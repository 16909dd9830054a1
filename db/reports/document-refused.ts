import type { DocumentFault } from '#programme/document-fault';

/** An edit that the document does not take; nothing was written. */
export class DocumentRefused extends Error {
  readonly faults: readonly DocumentFault[];
  constructor(faults: readonly DocumentFault[]) {
    super('the document does not take it');
    this.faults = faults;
  }
}
