import type { Figure } from './figure.ts';
import { eventsBench } from './p6-events.ts';
import { rewaking } from './p6-rewake.ts';
import { yearOfCare } from './p6-year.ts';
import { openPlace } from './place.ts';

/** 50,000 would take the better part of an hour on two processors; what is compared is a rate. */
const CLOCKS = 5_000;

/** P6, what time costs: history events for each act and ring, a year of care, and a stock of late clocks in a Temporal that has forgotten all. */
export async function timeBench(quick: boolean): Promise<readonly Figure[]> {
  const clocks = quick ? 400 : CLOCKS;
  const place = await openPlace(clocks / 2);
  try {
    return [
      ...(await eventsBench(place, quick)),
      ...(await yearOfCare(place, quick)),
      ...(await rewaking(place, clocks)),
    ];
  } finally {
    await place.stop();
  }
}
