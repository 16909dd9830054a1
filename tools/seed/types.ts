/** What the demo city is made of: plain objects, ready to be written to any store. */
import type { Day } from '#domain/instant';
import type { Post, Role, Side } from '#domain/role';

/** `secondary` is a 完全中学: junior and senior grades in one school. */
export type SchoolStage = 'primary' | 'junior' | 'senior' | 'secondary' | 'vocational';

interface Place {
  /** UUID. */
  readonly id: string;
  /** Unique, public, safe in a URL. City and counties: 6 digits; school: 9; class: school, grade and number. */
  readonly code: string;
  readonly name: string;
  /** Id of the organisation above; null for the city alone. */
  readonly parent: string | null;
  readonly side: Side;
}

/** The tree 1+9+N. A school's parent is its county, a class's its school, a hospital's the city. */
export type Organisation =
  | (Place & { readonly kind: 'city' | 'centre' | 'committee' })
  | County
  | School
  | SchoolClass
  | Hospital;

export interface County extends Place {
  readonly kind: 'county';
  /** Whether the county has its branch of the aid team; a missing one is a gap to be shown. */
  readonly aidTeam: boolean;
}

export interface School extends Place {
  readonly kind: 'school';
  readonly stage: SchoolStage;
}

export interface SchoolClass extends Place {
  readonly kind: 'class';
  /** Year of schooling, 1 to 12. */
  readonly grade: number;
}

export interface Hospital extends Place {
  readonly kind: 'hospital';
  readonly level: 'tertiary' | 'secondary';
  readonly emergencyDesk: boolean;
  /** New pupils a week. */
  readonly weeklyCapacity: number;
  /** Road distance in km by county code. */
  readonly distanceKm: Readonly<Record<string, number>>;
}

/** A member of staff. Students and guardians are no accounts and have types of their own. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  /** Under `.example`, which nobody can register (RFC 2606). */
  readonly email: string;
  readonly phone: string;
}

export interface Appointment {
  readonly id: string;
  readonly person: string;
  readonly role: Role;
  readonly side: Side;
  /** Id of the organisation the appointment reaches; a class teacher's is the class. */
  readonly org: string;
  /** What the chains call this person as; null for roles that no chain calls. */
  readonly post: Post | null;
  /** Order of calling within organisation and post, from 1. */
  readonly priority: number;
}

export interface Student {
  readonly id: string;
  /** Id of the class. */
  readonly org: string;
  readonly school: string;
  /** 学号, unique within the school. */
  readonly number: string;
  readonly name: string;
  readonly sex: 'female' | 'male';
  readonly born: Day;
  readonly idNumber: string;
  readonly grade: number;
}

export type Relation = 'mother' | 'father' | 'grandparent' | 'other';

export interface Guardian {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  /** False for the share of numbers that are wrong in every real roster; known to simulations only. */
  readonly reachable: boolean;
}

export interface Guardianship {
  /** UUID: one guardian of two siblings is two guardianships. */
  readonly id: string;
  readonly student: string;
  readonly guardian: string;
  readonly relation: Relation;
  /** Order of calling, from 1. */
  readonly priority: number;
  /** The guardian is flagged as a source of danger and must never be contacted by the engine. */
  readonly flagged: boolean;
}

/** An account with a memorable name, for people who try the engine. They meet around one school, a few around a second one. */
export interface DemoAccount {
  readonly username: string;
  readonly person: string;
  readonly role: Role;
  readonly org: string;
}

export interface DemoCity {
  readonly organisations: readonly Organisation[];
  readonly people: readonly Person[];
  readonly appointments: readonly Appointment[];
  readonly students: readonly Student[];
  readonly guardians: readonly Guardian[];
  readonly guardianships: readonly Guardianship[];
  readonly accounts: readonly DemoAccount[];
  /** School year in which its classes are called as they are; that of the demo city when left out. */
  readonly schoolYear?: number | undefined;
}
