import { startComboboxes } from './page/combobox.ts';
import { startConfirm } from './page/confirm.ts';
import { startCopy } from './page/copy.ts';
import { startCounts } from './page/counts.ts';
import { startDateFields } from './page/date-field.ts';
import { startDialogs } from './page/dialogs.ts';
import { startDrafts } from './page/drafts.ts';
import { startFileFields } from './page/file-fields.ts';
import { startMenus } from './page/menus.ts';
import { startMoments, startPrintDay } from './page/moments.ts';
import { startSignOut } from './page/sign-out.ts';
import { startSubmit } from './page/submit.ts';

startSignOut();
startConfirm();
startSubmit();
startDrafts();
startMenus();
startCopy();
startMoments();
startCounts();
startPrintDay();
startDialogs();
startDateFields();
startComboboxes();
startFileFields();

document.querySelector<HTMLElement>('[data-error-summary]')?.focus();

// Only a page that shows something live pays for the socket's code.
if (document.querySelector('[data-live][data-stream]') !== null) void import('./page/connection.ts').then(({ connect }) => connect());
