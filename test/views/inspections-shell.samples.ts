import type { Pages } from '../../server/http/pages.ts';
import { shellView } from '../../server/inspections/shell-view.ts';

/** The shell of the inspector's page. */
export const samples: { readonly [Name in 'inspections/shell']: readonly Pages[Name][] } = { 'inspections/shell': [shellView] };
