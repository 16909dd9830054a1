import type { Role } from '#domain/role';

/** Roles that have it where they stand above the record (`place`), and as the hospital that was asked. */
export interface Grant {
  readonly place: readonly Role[];
  readonly hospital?: readonly Role[];
}

/** anybody: without a sign-in · signedIn: also without a second factor · staff: whoever has an appointment. */
export type Who = 'anybody' | 'signedIn' | 'staff' | Grant;

export interface AccessRow {
  readonly who: Who;
  /** Where the record lies: with the child in its class, or kept at the school. */
  readonly at?: 'child' | 'school' | 'around';
  /** Others who may, by where the record lies for them. */
  readonly also?: Pick<AccessRow, 'at'> & { readonly who: Grant };
  /** Out of reach a list is empty, not hidden. */
  readonly list?: true;
  /** The line stays open: whoever may have it is not asked here. */
  readonly live?: true;
}
