import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Instant } from '#domain/instant';

/** The record has moved: read it. Nothing else is ever said, so a lost or doubled wake loses or doubles nothing. */
export interface Wake {
  /** The version the sender saw. */
  readonly version: number;
  /** Set when the sender found the clock late: the deadline it saw, epoch ms. Such a wake is never taken for an echo. */
  readonly lateSince?: Instant;
}

export const wake = defineSignal<[Wake]>('wake');

/** For operators: what a sleeping workflow believes. */
export interface Diagnosis {
  readonly id: string;
  readonly stage: string | null;
  readonly version: number | null;
  readonly dueAt: Instant | null;
  /** The instant the armed timer stands for. */
  readonly armedFor: Instant | null;
  readonly turns: number;
}

export const diagnosis = defineQuery<Diagnosis>('diagnosis');
