import type { Knex } from 'knex';
import type { Finding } from '../domain/finding.ts';
import type { Day } from '../domain/jalali.ts';
import { findingRepository, type FindingCounts } from './repository.ts';

/** What other slices may ask of findings. */
export function findingLookup(db: Knex) {
  const findings = findingRepository(db);
  return {
    /** Those that a report opened; what it found again lies with the report that found it first. */
    ofReport: (reportId: string): Promise<Finding[]> => findings.ofReport(reportId),
    countsOf: (agencyId: string, today: Day): Promise<FindingCounts> => findings.counts([agencyId], today),
  };
}
