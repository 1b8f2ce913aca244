/** Where an agency's and a county's changes are recorded; whoever joins a step declares its streams. */
export const agencyStream = (agencyId: string): string => `agency:${agencyId}`;
export const countyStream = (countyId: string): string => `county:${countyId}`;
/** The stream that everyone takes who names an agency or county anew, so that two cannot take one name at once. */
export const ROSTER_STREAM = 'roster';
