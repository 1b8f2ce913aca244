/** A moment as ISO text in UTC with milliseconds, '2020-08-10T04:30:00.000Z': plain string order is time order. */
export type Instant = string & { readonly __brand: 'Instant' };

const MS_IN_MINUTE = 60_000;

/** The milliseconds from 1970-01-01T00:00Z to an instant. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The whole minutes from one instant to another, begun ones left out; negative where `to` is earlier. */
export function minutesBetween(from: Instant, to: Instant): number {
  // Adding nought turns a negative nought into nought.
  return Math.trunc((millisecondsOf(to) - millisecondsOf(from)) / MS_IN_MINUTE) + 0;
}
