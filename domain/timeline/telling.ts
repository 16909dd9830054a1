import type { Proposal } from '#domain/case-state';
import type { Instant } from '#domain/instant';
import type { ActorRole, PersonId } from '#domain/role';
import { type Words, words } from '#domain/words';

/** What a fact is told with: the moment, and names for the ids in it. */
export interface Telling {
  readonly at: Instant;
  readonly byPerson: boolean;
  readonly by: ActorRole;
  person(id: PersonId): Words;
  persons(ids: readonly PersonId[]): Words;
  /** A hospital by the order in which it was asked, with its name where it is known. */
  hospital(code: string): Words;
  proposal(id: string): Proposal | undefined;
}

/** did: what the one who acted did, without the subject. followed: what came by itself, a whole sentence. null: told by another fact. */
export type Told = { readonly did: Words } | { readonly followed: Words } | null;

export const did = (chinese: string, english: string): Told => ({ did: words(chinese, english) });
export const followed = (chinese: string, english: string): Told => ({ followed: words(chinese, english) });
