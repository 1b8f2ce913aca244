/** By what a person says who he is; a check of typing, no proof of identity (domain facts 7). */
export const IDENTITY_KINDS = ['national_code', 'foreign', 'passport', 'none'] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** What is asked of the centre, by kind; «درخواست» is both the record and one kind, here `service_request`. */
export const MATTER_KINDS = ['service_request', 'complaint', 'suggestion', 'criticism', 'report', 'idea'] as const;
export type MatterKind = (typeof MATTER_KINDS)[number];

/** Who asks, as his record keeps him: sealed where he could be found by it, with keyed indexes for exact matches. */
export interface Applicant {
  readonly honorific: 'khanom' | 'agha' | null;
  readonly name: string | null;
  readonly countyId: string | null;
  readonly identityKind: IdentityKind;
  readonly identity: string | null;
  readonly identityIndex: string | null;
  readonly phone: string | null;
  readonly phoneIndex: string | null;
}
