import type { Day } from '#domain/instant';

/** What a class is called in a school year. */
export interface ClassLabel {
  readonly code: string;
  readonly name: string;
  readonly grade: number;
}

/** A class of the school that is still there. `since`: the day from which it has been called so. */
export interface RollClass {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly grade: number | null;
  readonly since: Day;
}

/** A pupil on the roll. `placedOn`: the day on which the pupil was last put into a class or grade; null: not known. */
export interface RollPupil {
  readonly id: string;
  readonly class: string | null;
  readonly grade: number | null;
  readonly state: 'enrolled' | 'onLeave';
  readonly placedOn: Day | null;
}

export interface RollSchool {
  readonly code: string;
  /** Stage of schooling; null: its grades say it. */
  readonly stage: string | null;
  readonly classes: readonly RollClass[];
  readonly pupils: readonly RollPupil[];
}

/** A pupil who does not go up with the class. */
export interface Exception {
  readonly student: string;
  /** `repeats`: the grade once more (留级). `onLeave`: on leave (休学), not taught and not asked. Null: only the class is another. */
  readonly stays: 'repeats' | 'onLeave' | null;
  /** Code, after the roll-over, of the class that the pupil goes to; null: the one of the same grade and number. */
  readonly class: string | null;
}

export interface RollOverWish {
  /** First calendar year of the school year that begins. */
  readonly year: number;
  /** Grades that leave the school; null: the last ones of its stage. */
  readonly graduating: readonly number[] | null;
  /** How many classes a grade is to have in all; a grade that loses its classes to the next one is opened anew with as many if it is not named. */
  readonly opens: readonly { readonly grade: number; readonly classes: number }[];
  readonly exceptions: readonly Exception[];
}

export type ClassStep =
  | {
      readonly act: 'goesUp' | 'graduates' | 'done';
      readonly class: string;
      readonly from: ClassLabel;
      readonly to: ClassLabel;
    }
  | { readonly act: 'opens'; readonly class: null; readonly from: null; readonly to: ClassLabel };

export interface PupilStep {
  readonly student: string;
  readonly act: 'goesUp' | 'graduates' | 'repeats' | 'onLeave' | 'placed' | 'done';
  /** Code of the class after the roll-over; null: none. */
  readonly class: string | null;
  readonly grade: number | null;
}

export const ROLL_FAULTS = [
  'stageUnknown',
  'gradeUnknown',
  'gradeBeyond',
  'gradeDiffers',
  'yearLeftOut',
  'codeTaken',
  'classUnknown',
  'classMissing',
  'placedThisYear',
  'pupilUnknown',
  'namedTwice',
  'gradeSkipped',
] as const;

export interface RollFault {
  readonly code: (typeof ROLL_FAULTS)[number];
  /** Code of the class that it is about. */
  readonly class: string | null;
  readonly student: string | null;
}

/** `done`: nothing is left to do for this year. `refused`: something cannot be done, so nothing is. */
export interface RollPlan {
  readonly outcome: 'ready' | 'done' | 'refused';
  readonly classes: readonly ClassStep[];
  readonly pupils: readonly PupilStep[];
  readonly faults: readonly RollFault[];
}
