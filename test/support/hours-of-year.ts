import { readFileSync } from 'node:fs';
import { hoursPlanned, hourValues } from '../../server/domain/hour-occurrences.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
import { workingHoursOf } from '../../server/domain/office-hours.ts';
import type { Holiday } from '../../server/domain/working-time.ts';

// Prints the hours of 1399 as the process in this zone works them out.
const holidays = JSON.parse(readFileSync(new URL('../../db/seeds/data/holidays.json', import.meta.url), 'utf8')) as readonly Holiday[];
const planned = hoursPlanned({ dated: hourValues([]), exceptions: [], context: { holidays, closures: [], ...workingHoursOf([]) } }, fromJalali(1399, 1, 1), fromJalali(1399, 12, 30));
console.log(JSON.stringify(planned({ agencyId: 'water', countyId: null })));
