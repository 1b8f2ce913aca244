import type { FormState } from '../http/forms.ts';
import { errorsOf, type CheckPart, type CrumbsPart, type CsrfPart, type EmptyPart, type ErrorSummaryPart, type FieldPart, type SelectPart } from '../http/parts.ts';
import { placeFields } from './forms.ts';
import type { OfficePlace } from './places.ts';
import { crumbsTo } from './view.ts';

/** Where the offices of one county are, one row each. */
export interface PlacesView {
  readonly crumbs: CrumbsPart;
  readonly csrf: CsrfPart;
  readonly action: string;
  readonly county: SelectPart;
  readonly problem: string | null;
  readonly summary: ErrorSummaryPart;
  readonly empty: EmptyPart;
  readonly rows: readonly { readonly name: string; readonly rev: { readonly name: string; readonly value: string }; readonly area: FieldPart; readonly address: FieldPart; readonly photos: CheckPart; readonly screen: CheckPart }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'draws/places': PlacesView;
  }
}

/** What the page of places is made of; `countyId` '' is the province's own bodies. */
export interface PlacesFacts {
  readonly countyId: string;
  readonly counties: readonly { readonly id: string; readonly name: string }[];
  readonly offices: readonly { readonly name: string; readonly place: OfficePlace }[];
}

/** The places of one county's offices, in one form. */
export function placesView({ countyId, counties, offices }: PlacesFacts, { form, csrf }: { readonly form: FormState | null; readonly csrf: CsrfPart }): PlacesView {
  const typed = (name: string, otherwise: string): string => (form === null ? otherwise : (form.typed[name] ?? ''));
  return {
    crumbs: crumbsTo('جای دستگاه‌ها'), csrf, action: `/draws/places?county=${countyId}`, ...errorsOf(form ?? { typed: {}, errors: {} }),
    county: { name: 'county', label: 'شهرستان', value: countyId, error: null, empty: 'دستگاه‌های استان', options: counties.map(({ id, name }) => ({ value: id, label: name })) },
    empty: { icon: 'map-pin', text: 'در این شهرستان دستگاهی نیست که از آن بازدید شود.' },
    rows: offices.map(({ name, place }) => {
      const fields = placeFields(place.agencyId);
      const error = (field: string): string | null => form?.errors[field] ?? null;
      return {
        name, rev: { name: fields.rev, value: typed(fields.rev, String(place.rev)) },
        area: { name: fields.area, label: `محدودهٔ ${name}`, value: typed(fields.area, place.area), error: error(fields.area), required: true, max: 60 },
        address: { name: fields.address, label: `نشانی ${name}`, value: typed(fields.address, place.address), error: error(fields.address), max: 200 },
        photos: { name: fields.photos, label: 'عکس پذیرفته است', checked: typed(fields.photos, place.photosAllowed ? '1' : '') !== '' },
        screen: { name: fields.screen, label: 'صفحهٔ نمایش دارد', checked: typed(fields.screen, place.hasScreen ? '1' : '') !== '' },
      };
    }),
  };
}
