import { classesOf, hospitals, offices, schoolPlans } from '#tools/seed/organisations';
import { randomOf } from '#tools/seed/random';
import type { County, Hospital, Organisation, School, SchoolClass } from '#tools/seed/types';
import type { Values } from '#programme/field';

/** A record of the example city: whose it is, by code, and what it says. */
export interface Row {
  readonly org: string;
  readonly values: Values;
}

/** The organisations of the demo city, without its people. */
export interface Places {
  readonly city: Organisation;
  readonly centre: Organisation;
  readonly counties: readonly County[];
  readonly schools: readonly (School & { readonly county: string })[];
  readonly classes: readonly (SchoolClass & { readonly school: School })[];
  readonly hospitals: readonly Hospital[];
}

export function placesOfDemo(seed = 'xinqiao'): Places {
  const above = offices(seed);
  const plans = schoolPlans(seed, randomOf(seed).fork('schools'));
  return {
    city: one(above, 'city'),
    centre: one(above, 'centre'),
    counties: above.filter((place) => place.kind === 'county'),
    schools: plans.map(({ school, county }) => ({ ...school, county: county.code })),
    classes: plans.flatMap((plan) =>
      classesOf(seed, plan).map(({ schoolClass }) => ({ ...schoolClass, school: plan.school })),
    ),
    hospitals: hospitals(seed),
  };
}

function one(places: readonly Organisation[], kind: Organisation['kind']): Organisation {
  const found = places.find((place) => place.kind === kind);
  if (found === undefined) throw new RangeError(`the demo city has no ${kind}`);
  return found;
}
