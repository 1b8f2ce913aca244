/** Why an hour that was laid out is not due any more. */
export const HOUR_NOT_DUE = {
  weekday: 'روز ساعت حضور تغییر کرده است',
  agency: 'دستگاه در این روز برقرار نیست',
} as const;
