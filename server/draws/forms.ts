import { z } from 'zod';
import { id, optionalId, text } from '../http/fields.ts';
import type { OfficePlace } from './places.ts';

/** The name of the tick box of one inspector. */
export const inspectorField = (inspectorId: string): string => `i_${inspectorId}`;

/** The inspectors who are ticked. */
export const drawForm: z.ZodType<{ readonly inspectors: readonly string[] }> = z.record(z.string(), z.unknown()).transform((body) => ({
  inspectors: Object.keys(body).filter((name) => name.startsWith('i_') && body[name] === '1').map((name) => name.slice(2)),
}));

/** An amendment: whose targets, to whom, why. */
export const amendForm = z.object({ inspectorId: id('بازرس'), toId: optionalId, reason: text('علت', { max: 300, min: 3 }) });

/** What is typed of one office's place. */
export const placeFields = (agencyId: string) => ({ area: `area_${agencyId}`, address: `address_${agencyId}`, photos: `photos_${agencyId}`, screen: `screen_${agencyId}`, rev: `rev_${agencyId}` });

const AREA = text('محدوده', { max: 60 });
const ADDRESS = text('نشانی', { max: 200, min: 0 });

/** The places of a page's offices, as many as it shows. */
export const placesForm: z.ZodType<readonly OfficePlace[]> = z.record(z.string(), z.unknown()).transform((body, context) => {
  const said = (field: string, form: z.ZodType<string>): string => {
    const read = form.safeParse(body[field]);
    if (!read.success) context.addIssue({ code: 'custom', path: [field], message: read.error.issues[0]?.message ?? '' });
    return read.success ? read.data : '';
  };
  return Object.keys(body).filter((name) => name.startsWith('rev_')).map((name) => {
    const agencyId = name.slice('rev_'.length);
    const fields = placeFields(agencyId);
    const rev = Number(body[fields.rev]);
    return { agencyId, area: said(fields.area, AREA), address: said(fields.address, ADDRESS), photosAllowed: body[fields.photos] === '1', hasScreen: body[fields.screen] === '1', rev: Number.isInteger(rev) ? rev : 0 };
  });
});
