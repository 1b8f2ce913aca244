/** The fields of an address or a form that name the parts of a supposition; rows count from 0. */
export const supposedField = {
  away: (row: number, name: 'agency' | 'kind' | 'from' | 'to'): string => `a${row}_${name}`,
  flag: (row: number, name: 'agency' | 'may'): string => `f${row}_${name}`,
};
