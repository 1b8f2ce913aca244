// What other slices may join of programmes to a change of their own.
export { joinAmendments, prepareAmendments, type AmendingGrounds, type PreparedAmendments } from './amend-steps.ts';
