/** No such stream or student in reach. */
export class NotFound extends Error {}
